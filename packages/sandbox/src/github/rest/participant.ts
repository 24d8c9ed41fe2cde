import { canSee, refuseArchived } from "../http/repository-of.ts";
import { repositoryOf } from "../http/repository-of.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import { allows } from "../state/access.ts";
import type { Repository } from "../state/repository.ts";
import { hasScope } from "../state/token.ts";

/**
 * The repository of the path, for writes that anybody who reads it may do (open an issue, comment, review).
 * @throws Refusal 404 for the invisible or a token without scope, 403 where the token only reads or the repository is archived.
 */
export function participantRepository(call: Call): Repository {
  const repository = repositoryOf(call);
  const { token } = call.viewer;
  if (!canSee(call.viewer, repository)) throw notFound();
  if (!hasScope(token, repository.visibility === "public" ? "public_repo" : "repo")) throw notFound();
  if (token.permissions !== undefined && !Object.values(token.permissions).includes("write")) {
    throw forbidden("Resource not accessible by personal access token", {
      "x-accepted-github-permissions": "issues=write",
    });
  }
  refuseArchived(repository);
  return repository;
}

/** True where the caller may label, assign and close what others wrote. */
export function mayTriage(call: Call, repository: Repository): boolean {
  return allows(call.viewer.account, repository, "triage");
}
