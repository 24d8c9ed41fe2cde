import type { Issue, IssueComment } from "../state/issues.ts";
import { authorAssociation } from "../state/issues/author-association.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { reactionsShape } from "./reactions.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** `issue-comment` */
export function commentShape(world: World, repository: Repository, issue: Issue, comment: IssueComment) {
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  const page = `${issue.isPull ? "pull" : "issues"}/${issue.number}`;
  return {
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, repository)}/issues/${issue.number}`,
    id: comment.id,
    node_id: entityId("comment", repository, comment.id),
    user: authorShape(world, comment.author),
    created_at: isoTime(comment.createdAtMs),
    updated_at: isoTime(comment.updatedAtMs),
    author_association: authorAssociation(world, repository, comment.author),
    body: comment.body,
    reactions: reactionsShape(url, comment.reactions),
    performed_via_github_app: null,
  };
}
