import { authorAssociation } from "../state/issues/author-association.ts";
import type { Pull, Review } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** `pull-request-review`; an unsent one has no `submitted_at`. */
export function reviewShape(world: World, repository: Repository, pull: Pull, review: Review) {
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const pullUrl = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: entityId("review", repository, review.id),
    user: authorShape(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl,
    author_association: authorAssociation(world, repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pullUrl } },
    ...(review.submittedAtMs === null ? {} : { submitted_at: isoTime(review.submittedAtMs) }),
    commit_id: review.commitSha,
  };
}
