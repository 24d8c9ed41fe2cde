import { present, ToolError } from "@fairlead/core";
import { readFileDiff, type RejectedComment } from "@fairlead/domain/diff";
import { appendRejected, planComments, type DraftComment, type ReviewPlan } from "../../shape/review-plan.ts";
import { isSameText } from "@fairlead/domain/text-edit";
import { toVendorFile } from "../diffs/diff-files.ts";
import { isHttpError } from "../errors/refusal.ts";
import type { GithubClient } from "../github-client.ts";
import { readPullFiles } from "../diffs/pull-files.ts";
import { refuseMovedHead } from "../pulls/pulls.ts";
import { isRecent } from "../request/recent.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { checkReview, readReviewTarget } from "./review-target.ts";

export interface NewReview {
  event: "APPROVE" | "REQUEST_CHANGES" | "COMMENT";
  body?: string | undefined;
  comments: readonly DraftComment[];
  on_invalid: "report" | "refuse" | "body";
  expected_head_sha?: string | undefined;
}

/** A review, ready to be sent. */
export interface PreparedReview {
  head: string;
  body: string | undefined;
  plan: ReviewPlan;
}

/** Checks a review against the pull request and its diff; nothing is sent but reads. */
export async function prepareReview(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  asked: NewReview,
): Promise<PreparedReview> {
  const target = await readReviewTarget(client, name, number);
  checkReview(target, asked);
  const plan = await planReview(client, name, number, asked);
  if (asked.on_invalid === "refuse" && plan.rejected.length > 0) throw invalidComments(plan.rejected);
  const body = asked.on_invalid === "body" ? appendRejected(asked.body, asked.comments, plan.rejected) : asked.body;
  if (asked.event === "COMMENT" && (body ?? "").trim() === "" && plan.placed.length === 0) {
    if (plan.rejected.length > 0) throw invalidComments(plan.rejected);
    throw new ToolError("invalid_input", "A review that comments needs a body or comments.");
  }
  return { head: target.headRefOid, body, plan };
}

async function planReview(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { comments }: NewReview,
): Promise<ReviewPlan> {
  if (comments.length === 0) return { placed: [], rejected: [] };
  const wanted = new Set(comments.map(({ path }) => path));
  const files = await readPullFiles(client, name, number, (read) => {
    const found = new Set(read.flatMap(({ filename, previous_filename }) => [filename, previous_filename]));
    return [...wanted].every((path) => found.has(path));
  });
  return planComments(comments, files.map(toVendorFile).map(readFileDiff));
}

function invalidComments(rejected: readonly RejectedComment[]): ToolError {
  return new ToolError("invalid_input", `Nothing was sent: ${rejected.length} comments are not on the diff.`, {
    details: { rejected },
  });
}

/**
 * Sends a review in one request, for the head that it was checked against.
 *
 * @throws ToolError `conflict` where the head has moved meanwhile.
 */
export async function sendReview(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  event: NewReview["event"],
  { head, body, plan }: PreparedReview,
): Promise<{ review_id: number; state: string; url: string }> {
  const comments = plan.placed.map(({ comment }) => comment);
  const said = present({ body, comments: comments.length > 0 ? comments : undefined });
  try {
    const request = { ...name, pull_number: number, event, commit_id: head, ...said };
    const { data } = await client.rest.pulls.createReview(request);
    return { review_id: data.id, state: data.state, url: data.html_url };
  } catch (error) {
    if (isHttpError(error) && error.status === 422) {
      refuseMovedHead((await readReviewTarget(client, name, number)).headRefOid, head);
    }
    throw error;
  }
}

const STATES = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** The review that this account sent with these words a moment ago, with what it left out, if there is one. */
export async function findRecentReview(client: GithubClient, name: RepositoryName, number: number, asked: NewReview) {
  const { viewerLatestReview: review, headRefOid } = await readReviewTarget(client, name, number);
  if (!review || review.state !== STATES[asked.event] || review.commit?.oid !== headRefOid) return undefined;
  const plan = await planReview(client, name, number, asked);
  const body = asked.on_invalid === "body" ? appendRejected(asked.body, asked.comments, plan.rejected) : asked.body;
  if (!isSameText(review.body, body) || !isRecent(review.submittedAt, undefined)) return undefined;
  return { plan, sent: { review_id: Number(review.fullDatabaseId), state: review.state, url: review.url } };
}
