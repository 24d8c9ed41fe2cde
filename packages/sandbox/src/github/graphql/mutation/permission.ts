import { requireRole, refuseArchived } from "../../http/repository-of.ts";
import { Refusal } from "../../http/route.ts";
import type { Role } from "../../state/account.ts";
import type { Repository } from "../../state/repository.ts";
import { hasScope } from "../../state/token.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Lens } from "../lens.ts";

/**
 * Checks that the viewer may do this. `author` may always act on what is theirs.
 * @throws GraphQLError FORBIDDEN, or INSUFFICIENT_SCOPES for a token that lacks the scope.
 */
export function requirePermission(
  lens: Lens,
  repository: Repository,
  needed: Role,
  mutation: string,
  author?: string,
): void {
  const { viewer } = lens;
  const scope = repository.visibility === "public" ? "public_repo" : "repo";
  if (!hasScope(viewer.token, scope)) {
    const message = `Your token has not been granted the required scopes to execute this query. The '${mutation}' field requires one of the following scopes: ['${scope}'].`;
    throw graphqlRefusal("INSUFFICIENT_SCOPES", message);
  }
  try {
    if (author === viewer.account.login) refuseArchived(repository);
    else requireRole(viewer, repository, needed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const own = `${viewer.account.login} does not have the correct permissions to execute \`${mutation}\``;
    throw graphqlRefusal(
      "FORBIDDEN",
      repository.archived || viewer.token.permissions !== undefined ? error.message : own,
    );
  }
}
