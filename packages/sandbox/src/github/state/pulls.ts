import type { Reaction } from "./issues.ts";

/** What a pull request has beyond its issue row: branches, reviews, review threads, merge. */

export type Side = "LEFT" | "RIGHT";

export type ReviewState = "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";

export interface Review {
  readonly id: number;
  readonly author: string;
  state: ReviewState;
  body: string;
  /** The head commit the review speaks of. */
  commitSha: string;
  readonly createdAtMs: number;
  submittedAtMs: number | null;
}

export interface ReviewComment {
  readonly id: number;
  readonly reviewId: number;
  readonly author: string;
  body: string;
  readonly inReplyToId: number | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  reactions: Reaction[];
}

export interface ReviewThread {
  /** Only GraphQL knows it, as `PRRT_...`; it is never a comment's id. */
  readonly id: number;
  readonly path: string;
  readonly subject: "line" | "file";
  readonly side: Side;
  readonly startSide: Side | null;
  /** Lines as they were in `commitSha`; where they are now is derived from the current diff. */
  readonly line: number | null;
  readonly startLine: number | null;
  readonly commitSha: string;
  readonly diffHunk: string;
  resolvedBy: string | null;
  comments: ReviewComment[];
}

interface AutoMerge {
  readonly enabledBy: string;
  readonly enabledAtMs: number;
  readonly method: "merge" | "squash" | "rebase";
  readonly commitTitle: string | null;
  readonly commitMessage: string | null;
}

export interface Pull {
  /** Database id of the pull request; its issue row has another. */
  readonly id: number;
  readonly number: number;
  /** `id` of the repository the branch lives in; null once a fork is gone. */
  headRepositoryId: number | null;
  readonly headRef: string;
  /** Last head seen; follows the branch while the pull request is open. */
  headSha: string;
  baseRef: string;
  /** The base's tip when the pull request was opened, or last changed its base. */
  baseSha: string;
  draft: boolean;
  maintainerCanModify: boolean;
  requestedReviewers: string[];
  /** Slugs of teams of the owning organization. */
  requestedTeams: string[];
  reviews: Review[];
  threads: ReviewThread[];
  autoMerge: AutoMerge | null;
  mergedAtMs: number | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
}

export interface PullStore {
  readonly byNumber: Map<number, Pull>;
}

export function newPullStore(): PullStore {
  return { byNumber: new Map() };
}
