import { conversationText } from "@fairlead/domain/conversation";
import { toIssueRow, type UpstreamIssue } from "../shape/issue.ts";
import { toMergeRequest } from "../shape/merge-request.ts";
import { notesOf, placesOf, type UpstreamDiscussion } from "../shape/note.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { readIssue } from "./issues.ts";
import { readMergeRequest } from "./merge-requests.ts";
import { list } from "./one.ts";

/** Discussions that are read with an issue or merge request. */
const MOST = 100;

/** An issue with its notes, as a document within a budget. */
export async function readIssueDocument(client: GitlabClient, project: string, iid: number, budget: number) {
  const [row, { rows }] = await Promise.all([
    readIssue(client, project, iid),
    list<UpstreamDiscussion>(client.issueDiscussions.all(project, iid, { perPage: MOST })),
  ]);
  const { state, labels, assignees, milestone, updated_at, url, project: path } = toIssueRow(row);
  const facts = [
    `state: ${state}`,
    ...(labels.length > 0 ? [`labels: ${labels.join(", ")}`] : []),
    ...(assignees.length > 0 ? [`assignees: ${assignees.join(", ")}`] : []),
    ...(milestone === undefined ? [] : [`milestone: ${milestone}`]),
    `opened: ${row.created_at}, updated: ${updated_at}`,
    `url: ${url}`,
  ];
  return documentOf(row, `${row.title} (${path}#${iid})`, facts, rows, { budget, readOn: `get_issue ${iid}` });
}

/** A merge request with its state and discussions, as a document within a budget. */
export async function readMergeRequestDocument(client: GitlabClient, project: string, iid: number, budget: number) {
  const [row, { rows }] = await Promise.all([
    readMergeRequest(client, project, iid),
    list<UpstreamDiscussion>(client.discussions.all(project, iid, { perPage: MOST })),
  ]);
  const facts = toMergeRequest(row);
  const lines = [
    `state: ${facts.draft ? `${facts.state}, draft` : facts.state}`,
    `source: ${facts.source_branch} at ${facts.head_sha}`,
    `target: ${facts.target_branch}`,
    `changes: ${facts.changes ?? "unknown"} files`,
    `pipeline: ${facts.pipeline ? `${facts.pipeline.status} (${facts.pipeline.pipeline_id})` : "none"}`,
    ...(facts.reviewers.length > 0 ? [`reviewers: ${facts.reviewers.join(", ")}`] : []),
    ...(facts.labels.length > 0 ? [`labels: ${facts.labels.join(", ")}`] : []),
    `url: ${facts.url}`,
  ];
  return documentOf(row, `${row.title} (${facts.project}!${iid})`, lines, rows, {
    budget,
    readOn: `get_merge_request ${iid}`,
  });
}

function documentOf(
  row: UpstreamIssue,
  title: string,
  facts: readonly string[],
  discussions: readonly UpstreamDiscussion[],
  fit: { budget: number; readOn: string },
): string {
  const places = discussions.flatMap(placesOf);
  const comments = notesOf(discussions).map((note, index) => ({
    id: note.note_id,
    place: places[index],
    author: note.author,
    created_at: note.created_at ?? "",
    body: note.body,
  }));
  const total = Math.max(comments.length, row.user_notes_count ?? 0);
  const body = row.description ?? "";
  return conversationText({ title, facts, author: row.author?.username, body, comments, comments_total: total }, fit);
}
