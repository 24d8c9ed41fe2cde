import { toIssueRow } from "../../shape/issue.ts";
import { conversationText } from "@fairlead/domain/conversation";
import { readComments } from "./comments.ts";
import type { GithubClient } from "../github-client.ts";
import { readIssue, type FullIssue } from "./issues.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Comments that are read with an issue or pull request. */
export const MOST_COMMENTS = 100;

/** An issue with its comments, as a document within a budget. */
export async function readIssueDocument(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  budget: number,
): Promise<string> {
  const { issue } = await readIssue(client, name, number);
  const { rows: comments } =
    issue.comments === 0 ? { rows: [] } : await readComments(client, name, number, { limit: MOST_COMMENTS });
  const conversation = {
    title: `${issue.title} (${name.owner}/${name.repo}#${number})`,
    facts: factsOf(issue),
    author: issue.user?.login,
    author_association: issue.author_association ?? "NONE",
    body: issue.body ?? "",
    comments,
    comments_total: issue.comments,
  };
  return conversationText(conversation, { budget, readOn: `get_issue ${number}` });
}

function factsOf(issue: FullIssue): string[] {
  const { state, labels, assignees, milestone, updated_at, url } = toIssueRow(issue);
  const why = issue.state_reason && state === "closed" ? ` (${issue.state_reason})` : "";
  return [
    `state: ${state}${why}`,
    ...(issue.type ? [`type: ${issue.type.name}`] : []),
    ...(labels.length > 0 ? [`labels: ${labels.join(", ")}`] : []),
    ...(assignees.length > 0 ? [`assignees: ${assignees.join(", ")}`] : []),
    ...(milestone === undefined ? [] : [`milestone: ${milestone}`]),
    `opened: ${issue.created_at}, updated: ${updated_at}`,
    `url: ${url}`,
  ];
}
