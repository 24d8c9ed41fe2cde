import { entityId } from "../../shape/entity-id.ts";
import { isoTime } from "../../shape/time.ts";
import type { Issue, IssueComment } from "../../state/issues.ts";
import { authorAssociation } from "../../state/issues/author-association.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

/** `IssueComment` */
export function commentEntity(lens: Lens, repository: Repository, issue: Issue, comment: IssueComment): Entity {
  const page = issue.isPull ? "pull" : "issues";
  const pull = repository.pulls.byNumber.get(issue.number);
  return {
    __typename: "IssueComment",
    id: entityId("comment", repository, comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: () => lens.actor(comment.author),
    authorAssociation: authorAssociation(lens.world, repository, comment.author),
    body: comment.body,
    bodyText: comment.body,
    createdAt: isoTime(comment.createdAtMs),
    updatedAt: isoTime(comment.updatedAtMs),
    ...repositorySiteUrl(lens.world, repository, `/${page}/${issue.number}#issuecomment-${comment.id}`),
    issue: () => lens.issue(repository, issue),
    pullRequest: () => (pull ? lens.pull(repository, pull) : null),
    repository: () => lens.repository(repository),
    viewerDidAuthor: comment.author === lens.viewer.account.login,
  };
}
