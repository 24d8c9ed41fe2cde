import { entityId } from "../../shape/entity-id.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { allows } from "../../state/access.ts";
import type { Pull, ReviewThread } from "../../state/pulls.ts";
import { visibleComments } from "../../state/pulls/reviews.ts";
import { threadPlace } from "../../state/pulls/thread-place.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";

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
