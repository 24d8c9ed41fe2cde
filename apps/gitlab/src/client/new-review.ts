import { setTimeout as wait } from "node:timers/promises";
import { ToolError } from "@fairlead/core";
import { readFileDiff } from "@fairlead/domain/diff";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import {
  appendRejected,
  planComments,
  rejectionOf,
  type DiffRefs,
  type DraftComment,
  type ReviewPlan,
} from "../shape/review-plan.ts";
import { toVendorFile } from "./diff-files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { readMergeRequestDiffs } from "./merge-request-diffs.ts";
import { readMergeRequest, refuseMovedHead } from "./merge-requests.ts";
import { isAtLeast, readInstance } from "./metadata.ts";
import { list } from "./one.ts";
import { readApprovals } from "./readiness/index.ts";
import { refuseQuickActions } from "./refuse-quick-actions.ts";

export interface NewReview {
  verdict: "comment" | "approve" | "request_changes";
  summary?: string | undefined;
  comments: readonly DraftComment[];
  on_invalid: "report" | "refuse" | "body";
  expected_head_sha?: string | undefined;
}

/** How a wish for changes is told: from 19.2 on with the publishing, before by GraphQL, to reviewers of paid editions. */
export type ChangesBy = "publish" | "graphql";

/** A review, ready to be sent. */
export interface PreparedReview {
  row: UpstreamMergeRequest;
  head: string;
  summary: string | undefined;
  plan: ReviewPlan;
  changesBy: ChangesBy | undefined;
  /** The summary goes out with the publishing. */
  summaryInPublish: boolean;
}

/** Checks a review against the merge request and its diff; nothing is sent but reads. */
export async function prepareReview(
  client: GitlabClient,
  project: string,
  iid: number,
  asked: NewReview,
  { me, signal }: { me: string; signal: AbortSignal },
): Promise<PreparedReview> {
  for (const text of [asked.summary, ...asked.comments.map(({ body }) => body)]) refuseQuickActions(client, text);
  const row = await readMergeRequest(client, project, iid);
  refuseUnfit(row, asked);
  if (asked.verdict === "approve") await refuseApproval(client, project, iid);
  const [refs, instance] = await Promise.all([readRefs(client, project, row, signal), readInstance(client)]);
  const newer = isAtLeast(instance, "19.2");
  const changesBy = asked.verdict === "request_changes" ? wayOf(row, newer, instance.enterprise, me) : undefined;
  const plan = await planReview(client, project, row, asked, refs);
  const rejected = plan.rejected.map(rejectionOf);
  const isEmpty = plan.placed.length === 0 && (asked.summary ?? "").trim() === "";
  if (
    rejected.length > 0 &&
    (asked.on_invalid === "refuse" || (asked.on_invalid === "report" && isEmpty && asked.verdict === "comment"))
  ) {
    throw new ToolError("invalid_input", `Nothing was sent: ${rejected.length} comments are not on the diff.`, {
      details: { rejected },
    });
  }
  const summary =
    asked.on_invalid === "body" ? appendRejected(asked.summary, asked.comments, plan.rejected) : asked.summary;
  // As they go out: a fence that a body leaves open would turn a suggestion inside out.
  for (const text of [summary, ...plan.placed.map(({ comment }) => comment.note)]) refuseQuickActions(client, text);
  if (asked.verdict === "comment" && plan.placed.length === 0 && (summary ?? "").trim() === "") {
    throw new ToolError("invalid_input", "A review that comments needs a summary or comments.");
  }
  return { row, head: refs.head_sha, summary, plan, changesBy, summaryInPublish: newer };
}

function refuseUnfit(row: UpstreamMergeRequest, { expected_head_sha: expected }: NewReview): void {
  refuseMovedHead(row.sha, expected);
  if (row.state !== "opened") {
    throw new ToolError("conflict", `The merge request is ${row.state}: comment on it with create_note instead.`);
  }
}

/** Whether authors may approve is the project's to say, and in the free edition they always may. */
async function refuseApproval(client: GitlabClient, project: string, iid: number): Promise<void> {
  const { mine, mayGive, asksAgain } = await readApprovals(client, project, iid);
  if (mine) return;
  if (asksAgain) {
    throw new ToolError(
      "unsupported",
      "GitLab asks for a password or single sign-on with approvals here: take the verdict comment, and approve on its page.",
    );
  }
  if (mayGive !== false) return;
  throw new ToolError(
    "forbidden",
    "GitLab does not let this account approve it, as its author, or for want of a role: take the verdict comment.",
  );
}

function wayOf(row: UpstreamMergeRequest, newer: boolean, enterprise: boolean, me: string): ChangesBy {
  if (newer) return "publish";
  if (enterprise && row.reviewers?.some(({ username }) => username === me)) return "graphql";
  throw new ToolError(
    "unsupported",
    "Only reviewers can request changes before GitLab 19.2, in Premium: take the verdict comment. Nothing was sent.",
  );
}

const POLLS = 5;
const POLL_MS = 1_000;

/** The newest version of the diff, once GitLab has made it for the present head. */
async function readRefs(
  client: GitlabClient,
  project: string,
  row: UpstreamMergeRequest,
  signal: AbortSignal,
): Promise<DiffRefs> {
  for (let polls = 0; ; polls += 1) {
    const { rows } = await list<{ head_commit_sha: string; base_commit_sha: string; start_commit_sha: string }>(
      client.mergeRequests.allDiffVersions(project, row.iid, { perPage: 20 } as never),
    );
    const found = rows.find((version) => version.head_commit_sha === row.sha);
    if (found) {
      const { head_commit_sha: head_sha, base_commit_sha: base_sha, start_commit_sha: start_sha } = found;
      return { head_sha, base_sha, start_sha };
    }
    if (polls === POLLS) {
      throw new ToolError("conflict", "GitLab has not made the diff of the present head yet: try again in a minute.");
    }
    await wait(POLL_MS, undefined, { signal });
  }
}

async function planReview(
  client: GitlabClient,
  project: string,
  row: UpstreamMergeRequest,
  { comments }: NewReview,
  refs: DiffRefs,
): Promise<ReviewPlan> {
  if (comments.length === 0) return { placed: [], rejected: [] };
  const { rows } = await readMergeRequestDiffs(client, project, row);
  return planComments(
    comments,
    rows.map((file) => readFileDiff(toVendorFile(file))),
    refs,
  );
}
