import { authorAssociation } from "../state/issues/author-association.ts";
import type { Pull, ReviewComment, ReviewThread } from "../state/pulls.ts";
import { threadPlace } from "../state/pulls/thread-place.ts";
import { findDiffLine } from "../state/pulls/diff-lines.ts";
import { pullFiles } from "../state/pulls/pull-diff.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { reactionsShape } from "./reactions.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** Where the thread was when it was opened, in the old way of counting. */
function originalPosition(repository: Repository, pull: Pull, thread: ReviewThread): number {
  if (thread.line === null) return 1;
  const file = pullFiles(repository, pull, thread.commitSha).find(({ path }) => path === thread.path);
  return findDiffLine(file?.patch, thread.side, thread.line)?.position ?? 1;
}

/** `pull-request-review-comment`: a comment with the place of its thread, then and now. */
export function reviewCommentShape(
  world: World,
  repository: Repository,
  pull: Pull,
  thread: ReviewThread,
  comment: ReviewComment,
) {
  const base = repositoryUrl(world, repository);
  const url = `${base}/pulls/comments/${comment.id}`;
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${pull.number}#discussion_r${comment.id}`;
  const pullUrl = `${base}/pulls/${pull.number}`;
  const place = threadPlace(repository, pull, thread);
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: entityId("reviewComment", repository, comment.id),
    diff_hunk: thread.diffHunk,
    path: thread.path,
    commit_id: place.outdated ? thread.commitSha : pull.headSha,
    original_commit_id: thread.commitSha,
    user: authorShape(world, comment.author),
    body: comment.body,
    created_at: isoTime(comment.createdAtMs),
    updated_at: isoTime(comment.updatedAtMs),
    html_url: html,
    pull_request_url: pullUrl,
    author_association: authorAssociation(world, repository, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
    reactions: reactionsShape(url, comment.reactions),
    start_line: place.startLine,
    original_start_line: thread.startLine,
    start_side: thread.startSide,
    // GitHub's description knows no null here, so a place that is gone has no member at all.
    ...(place.line === null ? {} : { line: place.line }),
    ...(thread.line === null ? {} : { original_line: thread.line }),
    side: thread.side,
    ...(comment.inReplyToId === null ? {} : { in_reply_to_id: comment.inReplyToId }),
    ...(place.position === null ? {} : { position: place.position }),
    original_position: originalPosition(repository, pull, thread),
    subject_type: thread.subject,
  };
}
