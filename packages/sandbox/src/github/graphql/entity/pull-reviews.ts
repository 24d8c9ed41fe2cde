import { entityId } from "../../shape/entity-id.ts";
import type { Pull, Review } from "../../state/pulls.ts";
import { latestOpinions } from "../../state/pulls/review-decision.ts";
import { visibleComments, visibleReviews } from "../../state/pulls/reviews.ts";
import type { Repository } from "../../state/repository.ts";
import { findAccount, findTeam } from "../../state/world.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";

function requestEntity(lens: Lens, repository: Repository, pull: Pull, reviewer: string, index: number): Entity {
  const team = findTeam(lens.world, repository.owner.login, reviewer);
  const account = findAccount(lens.world, reviewer);
  return {
    __typename: "ReviewRequest",
    id: entityId("reviewRequest", repository, pull.id * 100 + index),
    databaseId: pull.number * 100 + index,
    asCodeOwner: false,
    requestedReviewer: () => (team ? lens.team(repository.owner, team) : account ? lens.account(account) : null),
    pullRequest: () => lens.pull(repository, pull),
  };
}

/** Who was asked, who answered, and the threads. */
export function pullReviewPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  const { login } = lens.viewer.account;
  const entity = (review: Review): Entity => lens.review(repository, pull, review);
  const seen = (): Review[] => visibleReviews(pull, login);
  const latest = (): Review[] => [...new Map(seen().map((review) => [review.author, review])).values()];
  return {
    reviews: (args: PageArguments & { states?: readonly string[] | null; author?: string | null }) => {
      const rows = seen().filter(
        ({ state, author }) =>
          (args.states?.includes(state) ?? true) && (args.author == null || args.author === author),
      );
      return connection("reviews", args, rows, entity);
    },
    latestReviews: (args: PageArguments) => connection("latestReviews", args, latest(), entity),
    latestOpinionatedReviews: (args: PageArguments) =>
      connection("latestOpinionatedReviews", args, latestOpinions(pull), entity),
    viewerLatestReview: () => {
      const mine = seen().findLast(({ author }) => author === login);
      return mine ? entity(mine) : null;
    },
    reviewRequests: (args: PageArguments) => {
      const rows = [...pull.requestedReviewers, ...pull.requestedTeams];
      return connection("reviewRequests", args, [...rows.entries()], ([i, reviewer]) =>
        requestEntity(lens, repository, pull, reviewer, i),
      );
    },
    reviewThreads: (args: PageArguments) => {
      const rows = pull.threads.filter((thread) => visibleComments(pull, thread, login).length > 0);
      return connection("reviewThreads", args, rows, (thread) => lens.thread(repository, pull, thread));
    },
  };
}
