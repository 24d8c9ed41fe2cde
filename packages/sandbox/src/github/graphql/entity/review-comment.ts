import { entityId } from "../../shape/entity-id.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import type { Pull, ReviewComment, ReviewThread } from "../../state/pulls.ts";
import { findReview, findReviewComment } from "../../state/pulls/reviews.ts";
import { threadPlace } from "../../state/pulls/thread-place.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** `PullRequestReviewComment` */
export function reviewCommentEntity(
  lens: Lens,
  repository: Repository,
  pull: Pull,
  thread: ReviewThread,
  comment: ReviewComment,
): Entity {
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
