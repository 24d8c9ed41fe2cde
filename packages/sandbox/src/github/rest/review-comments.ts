import { bodyOf, optionalInteger, optionalString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { reviewCommentShape } from "../shape/review-comment.ts";
import { allows } from "../state/access.ts";
import type { Pull, ReviewComment, ReviewThread } from "../state/pulls.ts";
import {
  addReview,
  addThread,
  findReviewComment,
  pendingReview,
  replyInThread,
  visibleComments,
} from "../state/pulls/reviews.ts";
import type { Repository } from "../state/repository.ts";
import { announcePull } from "./announce.ts";
import { commentText } from "./comments.ts";
import { participantRepository } from "./participant.ts";
import { pullOf } from "./pull-of.ts";
import { readPlacedComment } from "./review-comment-input.ts";

interface Found {
  readonly pull: Pull;
  readonly thread: ReviewThread;
  readonly comment: ReviewComment;
}

function visibleIn(call: Call, pulls: readonly Pull[]): Found[] {
  return pulls.flatMap((pull) =>
    pull.threads.flatMap((thread) =>
      visibleComments(pull, thread, call.viewer.account.login).map((comment) => ({ pull, thread, comment })),
    ),
  );
}

/** Both comment lists: sorted by creation unless told, `since` by update. */
function page(call: Call, repository: Repository, rows: readonly Found[]): Reply {
  const { query } = call;
  const sinceMs = query.has("since") ? Date.parse(query.get("since") ?? "") : 0;
  const key = (query.get("sort") ?? "").startsWith("updated") ? "updatedAtMs" : "createdAtMs";
  const sign = query.get("direction") === "desc" ? -1 : 1;
  const sorted = rows
    .filter(({ comment }) => comment.updatedAtMs >= sinceMs)
    .toSorted((a, b) => sign * (a.comment[key] - b.comment[key] || a.comment.id - b.comment.id));
  return paginate(call, sorted, {
    shape: ({ pull, thread, comment }) => reviewCommentShape(call.world, repository, pull, thread, comment),
  });
}

function commentOf(call: Call, repository: Repository): Found {
  const id = Number(call.params["comment_id"]);
  const found = visibleIn(call, [...repository.pulls.byNumber.values()]).find(({ comment }) => comment.id === id);
  if (!found) throw notFound();
  return found;
}

function created(call: Call, repository: Repository, { pull, thread, comment }: Found): Reply {
  const body = reviewCommentShape(call.world, repository, pull, thread, comment);
  announcePull(call, repository, pull, "created", { comment: body }, "pull_request_review_comment");
  return { status: 201, body, headers: { location: body.url } };
}

/** A comment is a review of its own, and beside a pending one there can be no other. */
function refuseBesidePending(call: Call, pull: Pull): void {
  if (!pendingReview(pull, call.viewer.account.login)) return;
  const message = "user_id can only have one pending review per pull request";
  throw new Refusal(422, "Validation Failed", [
    { resource: "PullRequestReview", code: "custom", field: "user_id", message },
  ]);
}

/** Only a thread's first comment can be answered by REST: for the others there is nothing here. */
function replyTo(call: Call, repository: Repository, pull: Pull, id: number): Reply {
  const found = findReviewComment(pull, id);
  if (!found || found.comment.inReplyToId !== null) throw notFound();
  refuseBesidePending(call, pull);
  const author = call.viewer.account.login;
  const comment = replyInThread(call.world, pull, found.thread, author, commentText(call, "PullRequestReviewComment"));
  return created(call, repository, { pull, thread: found.thread, comment });
}

/** The endpoint for a single comment words its refusals in another way than the one for reviews. */
function placeOrRefuse(
  repository: Repository,
  pull: Pull,
  input: Parameters<typeof readPlacedComment>[2],
): ReturnType<typeof readPlacedComment> {
  try {
    return readPlacedComment(repository, pull, input);
  } catch (error) {
    const sentence = error instanceof Refusal ? error.errors?.[0] : undefined;
    if (sentence === "Line could not be resolved" || sentence === "Start line could not be resolved") {
      const field = sentence.startsWith("Start")
        ? "pull_request_review_thread.start_line"
        : "pull_request_review_thread.line";
      throw new Refusal(422, "Validation Failed", [
        { resource: "PullRequestReviewComment", code: "custom", field, message: `${field} must be part of the diff` },
        { resource: "PullRequestReviewComment", code: "missing_field", field: "pull_request_review_thread.diff_hunk" },
      ]);
    }
    if (sentence === "Path could not be resolved") {
      throw new Refusal(422, "Validation Failed", [
        { resource: "PullRequestReviewComment", code: "invalid", field: "path" },
      ]);
    }
    throw error;
  }
}

function create(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const input = bodyOf(call);
  const replied = optionalInteger(input, "in_reply_to");
  if (replied !== undefined) {
    const target = findReviewComment(pull, replied);
    if (!target || target.comment.inReplyToId !== null) {
      throw new Refusal(422, "Validation Failed", [
        { resource: "PullRequestReviewComment", code: "invalid", field: "in_reply_to" },
      ]);
    }
    return replyTo(call, repository, pull, replied);
  }
  const commitSha = optionalString(input, "commit_id") ?? "";
  if (!repository.git.objects.has(commitSha)) {
    throw new Refusal(422, "Validation Failed", [
      { resource: "PullRequestReviewComment", code: "invalid", field: "commit_id" },
    ]);
  }
  const author = viewer.account.login;
  refuseBesidePending(call, pull);
  const { thread: facts, line } = placeOrRefuse(repository, pull, input);
  const review = addReview(world, pull, { author, state: "COMMENTED", body: "", commitSha });
  const thread = addThread(world, pull, review, facts, line);
  const [comment] = thread.comments;
  if (!comment) throw new Error("a new thread has its first comment");
  return created(call, repository, { pull, thread, comment });
}

function requireOwn(call: Call, repository: Repository, comment: ReviewComment): void {
  const { account } = call.viewer;
  if (comment.author !== account.login && !allows(account, repository, "push"))
    throw forbidden("Must have admin rights to Repository.");
}

function update(call: Call): Reply {
  const repository = participantRepository(call);
  const { pull, thread, comment } = commentOf(call, repository);
  requireOwn(call, repository, comment);
  comment.body = commentText(call, "PullRequestReviewComment");
  comment.updatedAtMs = call.world.now();
  return { status: 200, body: reviewCommentShape(call.world, repository, pull, thread, comment) };
}

function remove(call: Call): Reply {
  const repository = participantRepository(call);
  const { pull, thread, comment } = commentOf(call, repository);
  requireOwn(call, repository, comment);
  thread.comments = thread.comments.filter((other) => other !== comment);
  pull.threads = pull.threads.filter(({ comments }) => comments.length > 0);
  return { status: 204 };
}

const COMMENTS = "/repos/{owner}/{repo}/pulls/comments";
const ON_PULL = "/repos/{owner}/{repo}/pulls/{pull_number}/comments";

export const reviewCommentRoutes: readonly Route[] = [
  route("GET", COMMENTS, (call) => {
    const repository = repositoryOf(call);
    return page(call, repository, visibleIn(call, [...repository.pulls.byNumber.values()]));
  }),
  route("GET", `${COMMENTS}/{comment_id}`, (call) => {
    const repository = repositoryOf(call);
    const { pull, thread, comment } = commentOf(call, repository);
    return { status: 200, body: reviewCommentShape(call.world, repository, pull, thread, comment) };
  }),
  route("PATCH", `${COMMENTS}/{comment_id}`, update),
  route("DELETE", `${COMMENTS}/{comment_id}`, remove),
  route("GET", ON_PULL, (call) => {
    const repository = repositoryOf(call);
    return page(call, repository, visibleIn(call, [pullOf(call, repository)]));
  }),
  route("POST", ON_PULL, create),
  route("POST", `${ON_PULL}/{comment_id}/replies`, (call) => {
    const repository = participantRepository(call);
    return replyTo(call, repository, pullOf(call, repository), Number(call.params["comment_id"]));
  }),
];
