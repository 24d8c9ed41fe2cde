import { announcePull } from "../../rest/announce.ts";
import { reviewCommentShape } from "../../shape/review-comment.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { replyInThread } from "../../state/pulls/reviews.ts";
import { threadByNodeId } from "../find-node.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

interface ResolveInput {
  readonly clientMutationId?: string | null;
  readonly threadId: string;
}

/** Resolves a thread, or opens it again. The pull request's author may, and whoever may push. */
export function setResolved(lens: Lens, input: ResolveInput, resolved: boolean): Record<string, unknown> {
  const { repository, pull, thread } = threadByNodeId(lens, input.threadId);
  const mutation = resolved ? "ResolveReviewThread" : "UnresolveReviewThread";
  requirePermission(lens, repository, "push", mutation, issueOfPull(repository, pull).author);
  const before = thread.resolvedBy !== null;
  thread.resolvedBy = resolved ? (thread.resolvedBy ?? lens.viewer.account.login) : null;
  if (before !== resolved)
    announcePull(lens, repository, pull, resolved ? "resolved" : "unresolved", {}, "pull_request_review_thread");
  return { clientMutationId: input.clientMutationId ?? null, thread: () => lens.thread(repository, pull, thread) };
}

interface ReplyInput {
  readonly clientMutationId?: string | null;
  readonly pullRequestReviewThreadId: string;
  readonly body: string;
}

/** Answers in a thread, named by its own id. */
export function replyToThread(lens: Lens, input: ReplyInput): Record<string, unknown> {
  const { repository, pull, thread } = threadByNodeId(lens, input.pullRequestReviewThreadId);
  requirePermission(lens, repository, "pull", "AddPullRequestReviewThreadReply");
  if (input.body.trim() === "") throw graphqlRefusal("UNPROCESSABLE", "Body can't be blank");
  const comment = replyInThread(lens.world, pull, thread, lens.viewer.account.login, input.body);
  const payload = { comment: reviewCommentShape(lens.world, repository, pull, thread, comment) };
  announcePull(lens, repository, pull, "created", payload, "pull_request_review_comment");
  return {
    clientMutationId: input.clientMutationId ?? null,
    comment: () => lens.reviewComment(repository, pull, thread, comment),
  };
}
