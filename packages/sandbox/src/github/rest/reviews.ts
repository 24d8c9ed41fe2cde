import { bodyOf, optionalObjects, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { issueOfPull } from "../shape/pull.ts";
import { reviewCommentShape } from "../shape/review-comment.ts";
import { reviewShape } from "../shape/review.ts";
import { allows } from "../state/access.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import type { Pull, Review, ReviewState } from "../state/pulls.ts";
import { pullCommits } from "../state/pulls/pull-diff.ts";
import { addReview, addThread, dropReview, findReview, pendingReview, visibleReviews } from "../state/pulls/reviews.ts";
import type { Repository } from "../state/repository.ts";
import { announcePull } from "./announce.ts";
import { participantRepository } from "./participant.ts";
import { pullOf } from "./pull-of.ts";
import { readPlacedComment } from "./review-comment-input.ts";

const EVENTS: Record<string, ReviewState> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

const unprocessable = (sentence: string): Refusal => new Refusal(422, "Unprocessable Entity", [sentence]);

function reviewOf(call: Call, pull: Pull): Review {
  const review = findReview(pull, Number(call.params["review_id"]));
  if (!review || (review.state === "PENDING" && review.author !== call.viewer.account.login)) throw notFound();
  return review;
}

/** What an event asks for: not of oneself, and not without words. */
function checkEvent(
  call: Call,
  repository: Repository,
  pull: Pull,
  state: ReviewState,
  body: string,
  comments: number,
): void {
  const own = issueOfPull(repository, pull).author === call.viewer.account.login;
  if (own && state === "APPROVED") throw unprocessable("Can not approve your own pull request");
  if (own && state === "CHANGES_REQUESTED") throw unprocessable("Can not request changes on your own pull request");
  if (state === "CHANGES_REQUESTED" && body === "" && comments === 0) throw unprocessable("Body can't be blank");
  if (state === "COMMENTED" && body === "" && comments === 0) throw unprocessable("Body can't be blank");
}

function eventOf(event: string | undefined): ReviewState {
  if (event === undefined || event === "" || event === "PENDING") return "PENDING";
  const state = EVENTS[event];
  if (!state) throw unprocessable("Event is invalid");
  return state;
}

/** All or nothing: one comment off the diff refuses the whole review. */
function create(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const input = bodyOf(call);
  const author = viewer.account.login;
  const state = eventOf(optionalString(input, "event"));
  const text = optionalString(input, "body") ?? "";
  const commitSha = optionalString(input, "commit_id") ?? pull.headSha;
  if (!pullCommits(repository, pull).some(({ oid }) => oid === commitSha))
    throw unprocessable("Commit is not part of the pull request");
  if (pendingReview(pull, author)) throw unprocessable("User can only have one pending review per pull request");
  const comments = optionalObjects(input, "comments") ?? [];
  checkEvent(call, repository, pull, state, text, comments.length);
  const placed = comments.map((comment) => readPlacedComment(repository, pull, comment));
  const review = addReview(world, pull, { author, state, body: text, commitSha });
  for (const { thread, line } of placed) addThread(world, pull, review, thread, line);
  issueOfPull(repository, pull).updatedAtMs = world.now();
  const body = reviewShape(world, repository, pull, review);
  if (state !== "PENDING") announcePull(call, repository, pull, "submitted", { review: body }, "pull_request_review");
  return { status: 200, body };
}

function submit(call: Call): Reply {
  const { world, viewer } = call;
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const review = reviewOf(call, pull);
  const input = bodyOf(call);
  if (review.author !== viewer.account.login) throw notFound();
  if (review.state !== "PENDING") throw unprocessable("Could not submit review: it is not pending");
  const state = eventOf(requiredString(input, "event"));
  if (state === "PENDING") throw unprocessable("Event is invalid");
  const text = optionalString(input, "body") ?? review.body;
  const comments = pull.threads.flatMap((thread) => thread.comments).filter(({ reviewId }) => reviewId === review.id);
  checkEvent(call, repository, pull, state, text, comments.length);
  review.body = text;
  review.state = state;
  review.submittedAtMs = world.now();
  const body = reviewShape(world, repository, pull, review);
  announcePull(call, repository, pull, "submitted", { review: body }, "pull_request_review");
  return { status: 200, body };
}

function update(call: Call): Reply {
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const review = reviewOf(call, pull);
  if (review.author !== call.viewer.account.login) throw forbidden("Must be the author of the review.");
  review.body = requiredString(bodyOf(call), "body");
  return { status: 200, body: reviewShape(call.world, repository, pull, review) };
}

function removePending(call: Call): Reply {
  const repository = participantRepository(call);
  const pull = pullOf(call, repository);
  const review = reviewOf(call, pull);
  if (review.state !== "PENDING") throw unprocessable("Can not delete a non-pending pull request review");
  dropReview(pull, review);
  return { status: 200, body: reviewShape(call.world, repository, pull, review) };
}

function dismiss(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "push");
  const pull = pullOf(call, repository);
  const review = reviewOf(call, pull);
  const message = requiredString(bodyOf(call), "message");
  if (!allows(viewer.account, repository, "push")) throw forbidden("Must have push access to Repository.");
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED")
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  const detail = {
    event: "review_dismissed",
    reviewId: review.id,
    state: review.state.toLowerCase(),
    message,
  } as const;
  recordEvent(world, issueOfPull(repository, pull), viewer.account.login, detail);
  review.state = "DISMISSED";
  const body = reviewShape(world, repository, pull, review);
  announcePull(call, repository, pull, "dismissed", { review: body }, "pull_request_review");
  return { status: 200, body };
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const pull = pullOf(call, repository);
  const rows = visibleReviews(pull, call.viewer.account.login);
  return paginate(call, rows, { shape: (review) => reviewShape(call.world, repository, pull, review) });
}

function listComments(call: Call): Reply {
  const repository = repositoryOf(call);
  const pull = pullOf(call, repository);
  const review = reviewOf(call, pull);
  const rows = pull.threads.flatMap((thread) =>
    thread.comments.filter(({ reviewId }) => reviewId === review.id).map((comment) => ({ thread, comment })),
  );
  return paginate(call, rows, {
    // This list speaks the older schema, which insists on a (nullable) position.
    shape: ({ thread, comment }) => ({
      position: null,
      ...reviewCommentShape(call.world, repository, pull, thread, comment),
    }),
  });
}

const REVIEWS = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";

export const reviewRoutes: readonly Route[] = [
  route("GET", REVIEWS, list),
  route("POST", REVIEWS, create),
  route("GET", `${REVIEWS}/{review_id}`, (call) => {
    const repository = repositoryOf(call);
    const pull = pullOf(call, repository);
    return { status: 200, body: reviewShape(call.world, repository, pull, reviewOf(call, pull)) };
  }),
  route("PUT", `${REVIEWS}/{review_id}`, update),
  route("DELETE", `${REVIEWS}/{review_id}`, removePending),
  route("GET", `${REVIEWS}/{review_id}/comments`, listComments),
  route("POST", `${REVIEWS}/{review_id}/events`, submit),
  route("PUT", `${REVIEWS}/{review_id}/dismissals`, dismiss),
];
