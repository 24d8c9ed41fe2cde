import { entityId } from "../../shape/entity-id.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import type { Pull, Review } from "../../state/pulls.ts";
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
      return connection("comments", args, rows, ({ thread, comment }) =>
        lens.reviewComment(repository, pull, thread, comment),
      );
    },
    pullRequest: () => lens.pull(repository, pull),
    repository: () => lens.repository(repository),
    viewerDidAuthor: review.author === lens.viewer.account.login,
    ...repositorySiteUrl(lens.world, repository, `/pull/${pull.number}#pullrequestreview-${review.id}`),
  };
}
