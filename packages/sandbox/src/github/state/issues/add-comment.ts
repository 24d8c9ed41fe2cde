import type { Issue, IssueComment } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { crossReference } from "./references.ts";

/** Appends a comment to the conversation of an issue or pull request. */
export function addComment(
  world: World,
  repository: Repository,
  issue: Issue,
  author: string,
  body: string,
  atMs = world.now(),
): IssueComment {
  const comment: IssueComment = {
    id: world.nextId("comment"),
    author,
    body,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    reactions: [],
  };
  issue.comments.push(comment);
  issue.updatedAtMs = Math.max(issue.updatedAtMs, atMs);
  crossReference(world, repository, issue, author, body, atMs);
  return comment;
}
