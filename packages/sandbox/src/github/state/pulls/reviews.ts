import type { Pull, Review, ReviewComment, ReviewState, ReviewThread, Side } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import type { DiffLine } from "./diff-lines.ts";
import { findDiffLine } from "./diff-lines.ts";
import { pullFiles } from "./pull-diff.ts";

export const findReview = (pull: Pull, id: number): Review | undefined =>
  pull.reviews.find((review) => review.id === id);

/** The draft a person has not sent yet: one at most. */
export const pendingReview = (pull: Pull, author: string): Review | undefined =>
  pull.reviews.find((review) => review.state === "PENDING" && review.author === author);

export function addReview(
  world: World,
  pull: Pull,
  facts: { author: string; state: ReviewState; body: string; commitSha: string; atMs?: number },
): Review {
  const atMs = facts.atMs ?? world.now();
  const review: Review = {
    id: world.nextId("comment"),
    author: facts.author,
    state: facts.state,
    body: facts.body,
    commitSha: facts.commitSha,
    createdAtMs: atMs,
    submittedAtMs: facts.state === "PENDING" ? null : atMs,
  };
  pull.reviews.push(review);
  // Whoever has spoken is no longer asked.
  if (facts.state !== "PENDING")
    pull.requestedReviewers = pull.requestedReviewers.filter((login) => login !== facts.author);
  return review;
}

export interface NewThread {
  readonly path: string;
  readonly body: string;
  readonly side: Side;
  /** null: about the file as a whole. */
  readonly line: number | null;
  readonly startLine?: number;
  readonly startSide?: Side;
}

/** Where a new thread would stand; undefined where the diff does not show it. */
export function resolvePlace(
  repository: Repository,
  pull: Pull,
  place: Omit<NewThread, "body">,
): { line?: DiffLine } | undefined {
  const file = pullFiles(repository, pull).find(
    ({ path, previousPath }) => path === place.path || previousPath === place.path,
  );
  if (!file) return undefined;
  if (place.line === null) return {};
  const line = findDiffLine(file.patch, place.side, place.line);
  if (!line) return undefined;
  if (place.startLine === undefined) return { line };
  const start = findDiffLine(file.patch, place.startSide ?? place.side, place.startLine);
  return start && start.hunk === line.hunk && start.position < line.position ? { line } : undefined;
}

function addReviewComment(
  world: World,
  review: Review,
  thread: ReviewThread,
  body: string,
  atMs: number,
): ReviewComment {
  const first = thread.comments[0];
  const comment: ReviewComment = {
    id: world.nextId("comment"),
    reviewId: review.id,
    author: review.author,
    body,
    inReplyToId: first?.id ?? null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    reactions: [],
  };
  thread.comments.push(comment);
  return comment;
}

/** Opens a thread with its first comment. The place must have been resolved before. */
export function addThread(
  world: World,
  pull: Pull,
  review: Review,
  facts: NewThread,
  line: DiffLine | undefined,
  atMs = world.now(),
): ReviewThread {
  const thread: ReviewThread = {
    id: world.nextId("comment"),
    path: facts.path,
    subject: facts.line === null ? "file" : "line",
    side: facts.side,
    startSide: facts.startLine === undefined ? null : (facts.startSide ?? facts.side),
    line: facts.line,
    startLine: facts.startLine ?? null,
    commitSha: pull.headSha,
    diffHunk: line?.excerpt ?? "",
    resolvedBy: null,
    comments: [],
  };
  addReviewComment(world, review, thread, facts.body, atMs);
  pull.threads.push(thread);
  return thread;
}

/** A reply is a review of its own, of one comment. */
export function replyInThread(
  world: World,
  pull: Pull,
  thread: ReviewThread,
  author: string,
  body: string,
  atMs = world.now(),
): ReviewComment {
  const review =
    pendingReview(pull, author) ??
    addReview(world, pull, { author, state: "COMMENTED", body: "", commitSha: pull.headSha, atMs });
  return addReviewComment(world, review, thread, body, atMs);
}

/** A comment with the thread it belongs to. */
export function findReviewComment(
  pull: Pull,
  id: number,
): { thread: ReviewThread; comment: ReviewComment } | undefined {
  for (const thread of pull.threads) {
    const comment = thread.comments.find((candidate) => candidate.id === id);
    if (comment) return { thread, comment };
  }
  return undefined;
}

/** Comments of unsent reviews are for their author's eyes alone. */
export function visibleComments(pull: Pull, thread: ReviewThread, viewer: string): ReviewComment[] {
  return thread.comments.filter(
    (comment) => comment.author === viewer || findReview(pull, comment.reviewId)?.state !== "PENDING",
  );
}

export function visibleReviews(pull: Pull, viewer: string): Review[] {
  return pull.reviews.filter((review) => review.author === viewer || review.state !== "PENDING");
}

/** Drops a review with its comments; a thread that loses its last comment goes too. */
export function dropReview(pull: Pull, review: Review): void {
  pull.reviews = pull.reviews.filter((other) => other !== review);
  for (const thread of pull.threads) thread.comments = thread.comments.filter(({ reviewId }) => reviewId !== review.id);
  pull.threads = pull.threads.filter(({ comments }) => comments.length > 0);
}
