import type { Role } from "../state/account.ts";
import { allows } from "../state/access.ts";
import type { Repository } from "../state/repository.ts";
import type { TokenKind } from "../state/token.ts";
import { hasScope } from "../state/token.ts";
import { findRepository } from "../state/world.ts";
import { forbidden, notFound } from "./refusals.ts";
import type { Call } from "./route.ts";
import type { Viewer } from "./viewer.ts";

/** True where the viewer's account and token may see the repository at all. */
export function canSee(viewer: Viewer, repository: Repository): boolean {
  if (repository.visibility !== "public" && !hasScope(viewer.token, "repo")) return false;
  return allows(viewer.account, repository, "pull");
}

/** Kinds that carry permissions instead of scopes, and what GitHub calls them when it refuses. */
const ACCESSIBLE_BY: Partial<Record<TokenKind, string>> = {
  "fine-grained": "personal access token",
  "user-to-server": "integration",
  installation: "integration",
};

/** @throws Refusal 403: nothing in an archived repository can be changed. */
export function refuseArchived(repository: Repository): void {
  if (repository.archived) throw forbidden("Repository was archived so is read-only.");
}

/**
 * Checks what a write needs. @throws Refusal 404 for an invisible repository or a token without scope, 403 for a role
 * that is too weak, an archived repository, or a token that may only read.
 */
export function requireRole(viewer: Viewer, repository: Repository, needed: Role): void {
  if (!canSee(viewer, repository)) throw notFound();
  if (needed === "pull") return;
  const { token, account } = viewer;
  if (!hasScope(token, repository.visibility === "public" ? "public_repo" : "repo")) throw notFound();
  const readOnly = token.permissions !== undefined && !Object.values(token.permissions).includes("write");
  if (readOnly || !allows(account, repository, needed)) {
    const by = ACCESSIBLE_BY[token.kind];
    if (by) {
      const accepted = needed === "admin" ? "administration=write" : "contents=write";
      throw forbidden(`Resource not accessible by ${by}`, { "x-accepted-github-permissions": accepted });
    }
    throw forbidden(
      needed === "admin" ? "Must have admin rights to Repository." : "Must have push access to Repository.",
    );
  }
  if (needed !== "admin") refuseArchived(repository);
}

/**
 * The repository that `{owner}/{repo}` of the path names, checked for the role the operation needs ("pull" = may read).
 * A former name is no concern of handlers: the server has redirected it.
 */
export function repositoryOf(call: Call, needed: Role = "pull"): Repository {
  const found = findRepository(call.world, `${call.params["owner"] ?? ""}/${call.params["repo"] ?? ""}`);
  if (!found || found.moved) throw notFound();
  requireRole(call.viewer, found.repository, needed);
  return found.repository;
}
