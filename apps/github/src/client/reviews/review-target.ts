import { ToolError } from "@fairlead/core";
import { loginOf, type Actor } from "../../shape/actor.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { refuseMovedHead } from "../pulls/pulls.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export const REVIEW_TARGET_QUERY = `query ReviewTarget($owner: String!, $repo: String!, $number: Int!) {
  viewer { login }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      state headRefOid
      author { login kind: __typename }
      reviews(first: 1, states: [PENDING]) { nodes { id } }
      viewerLatestReview { fullDatabaseId state body submittedAt url commit { oid } }
    }
  }
}`;

interface Answer {
  viewer: { login: string };
  repository: { pullRequest: ReviewedPull };
}

interface ReviewedPull {
  state: "OPEN" | "CLOSED" | "MERGED";
  headRefOid: string;
  author: Actor;
  /** Nobody sees the unsent reviews of others. */
  reviews: { nodes: readonly { id: string }[] } | null;
  viewerLatestReview: {
    fullDatabaseId: string | number | null;
    state: string;
    body: string;
    submittedAt: string | null;
    url: string;
    commit: { oid: string } | null;
  } | null;
}

/** The pull request that a review is for, and who writes it. */
export interface ReviewTarget extends ReviewedPull {
  viewer: string;
}

export async function readReviewTarget(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
): Promise<ReviewTarget> {
  const { viewer, repository } = await graphql<Answer>(
    client,
    REVIEW_TARGET_QUERY,
    { owner, repo, number },
    "repository.pullRequest",
  );
  return { ...repository.pullRequest, viewer: viewer.login };
}

/**
 * Refuses what GitHub would refuse, with words that say why.
 *
 * @throws ToolError `conflict` where the head has moved, the pull request is over, or a review of mine is not sent yet;
 *   `forbidden` for a verdict on one's own work; `invalid_input` for one without words.
 */
export function checkReview(
  target: ReviewTarget,
  {
    event,
    body,
    expected_head_sha: expected,
  }: { event: string; body?: string | undefined; expected_head_sha?: string | undefined },
): void {
  refuseMovedHead(target.headRefOid, expected);
  if (target.state !== "OPEN") {
    throw new ToolError("conflict", `The pull request is ${target.state.toLowerCase()}: comment on it instead.`);
  }
  if (event !== "COMMENT" && loginOf(target.author) === target.viewer) {
    throw new ToolError("forbidden", "Authors cannot approve or refuse their own pull request: take COMMENT.");
  }
  if (event === "REQUEST_CHANGES" && (body ?? "").trim() === "") {
    throw new ToolError("invalid_input", "REQUEST_CHANGES needs a body that says what to change.");
  }
  if (target.reviews && target.reviews.nodes.length > 0) {
    throw new ToolError(
      "conflict",
      "You have an unsent review on this pull request: submit or delete it on GitHub first.",
    );
  }
}
