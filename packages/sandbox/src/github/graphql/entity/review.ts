import { entityId } from "../../shape/entity-id.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import { allows } from "../../state/access.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import type { Pull, Review, ReviewComment, ReviewThread } from "../../state/pulls.ts";
import { findReview, findReviewComment, visibleComments } from "../../state/pulls/reviews.ts";
import { threadPlace } from "../../state/pulls/thread-place.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** `PullRequestReview` */
export function reviewEntity(lens: Lens, repository: Repository, pull: Pull, review: Review): Entity {
  return {
    __typename: "PullRequestReview",
    id: entityId("review", repository, review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    author: () => lens.actor(review.author),
    authorAssociation: authorAssociation(lens.world, repository, review.author),
    body: review.body,
    bodyText: review.body,
    state: review.state,
    submittedAt: isoTimeOrNull(review.submittedAtMs),
    createdAt: isoTime(review.createdAtMs),
    updatedAt: isoTime(review.submittedAtMs ?? review.createdAtMs),
    commit: () => lens.commit(repository, review.commitSha),
    comments: (args: PageArguments) => {
      const rows = pull.threads.flatMap((thread) =>
        thread.comments.filter(({ reviewId }) => reviewId === review.id).map((comment) => ({ thread, comment })),
      );
      return connection("comments", args, rows, ({ thread, comment }) => lens.reviewComment(repository, pull, thread, comment));
    },
    pullRequest: () => lens.pull(repository, pull),
    repository: () => lens.repository(repository),
    viewerDidAuthor: review.author === lens.viewer.account.login,
    ...repositorySiteUrl(lens.world, repository, `/pull/${pull.number}#pullrequestreview-${review.id}`),
  };
}

/** `PullRequestReviewThread`: its id opens `resolveReviewThread`, no comment's does. */
export function threadEntity(lens: Lens, repository: Repository, pull: Pull, thread: ReviewThread): Entity {
  const { account } = lens.viewer;
  const place = threadPlace(repository, pull, thread);
  const resolved = thread.resolvedBy !== null;
  const mayResolve = allows(account, repository, "push") || issueOfPull(repository, pull).author === account.login;
  return {
    __typename: "PullRequestReviewThread",
    id: entityId("thread", repository, thread.id),
    isResolved: resolved,
    isOutdated: place.outdated,
    isCollapsed: resolved || place.outdated,
    path: thread.path,
    line: place.line,
    startLine: place.startLine,
    originalLine: thread.line,
    originalStartLine: thread.startLine,
    diffSide: thread.side,
    startDiffSide: thread.startSide,
    subjectType: thread.subject.toUpperCase(),
    resolvedBy: () => lens.actor(thread.resolvedBy),
    comments: (args: PageArguments) =>
      connection("comments", args, visibleComments(pull, thread, account.login), (comment) =>
        lens.reviewComment(repository, pull, thread, comment),
      ),
    pullRequest: () => lens.pull(repository, pull),
    repository: () => lens.repository(repository),
    viewerCanReply: true,
    viewerCanResolve: mayResolve && !resolved,
    viewerCanUnresolve: mayResolve && resolved,
  };
}

/** `PullRequestReviewComment` */
export function reviewCommentEntity(lens: Lens, repository: Repository, pull: Pull, thread: ReviewThread, comment: ReviewComment): Entity {
  const place = threadPlace(repository, pull, thread);
  const review = findReview(pull, comment.reviewId);
  const first = comment.inReplyToId === null ? undefined : findReviewComment(pull, comment.inReplyToId);
  return {
    __typename: "PullRequestReviewComment",
    id: entityId("reviewComment", repository, comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: () => lens.actor(comment.author),
    authorAssociation: authorAssociation(lens.world, repository, comment.author),
    body: comment.body,
    bodyText: comment.body,
    createdAt: isoTime(comment.createdAtMs),
    updatedAt: isoTime(comment.updatedAtMs),
    publishedAt: isoTimeOrNull(review?.submittedAtMs),
    ...repositorySiteUrl(lens.world, repository, `/pull/${pull.number}#discussion_r${comment.id}`),
    path: thread.path,
    line: place.line,
    startLine: place.startLine,
    originalLine: thread.line,
    originalStartLine: thread.startLine,
    diffHunk: thread.diffHunk,
    outdated: place.outdated,
    state: review?.state === "PENDING" ? "PENDING" : "SUBMITTED",
    subjectType: thread.subject.toUpperCase(),
    commit: () => lens.commit(repository, place.outdated ? thread.commitSha : pull.headSha),
    originalCommit: () => lens.commit(repository, thread.commitSha),
    pullRequest: () => lens.pull(repository, pull),
    pullRequestReview: () => (review ? lens.review(repository, pull, review) : null),
    replyTo: () => (first ? lens.reviewComment(repository, pull, first.thread, first.comment) : null),
    repository: () => lens.repository(repository),
    viewerDidAuthor: comment.author === lens.viewer.account.login,
  };
}
