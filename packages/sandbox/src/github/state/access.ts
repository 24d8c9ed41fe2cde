import type { Account, Role } from "./account.ts";
import { ROLES } from "./account.ts";
import type { Repository } from "./repository.ts";

/** The role an account has on a repository by ownership, teams, invitation or its being public; undefined = cannot see it. */
export function roleOf(account: Account, repository: Repository): Role | undefined {
  const login = account.login.toLowerCase();
  const roles: Role[] = [];
  if (repository.owner.id === account.id) roles.push("admin");
  const organization = repository.owner.organization;
  if (organization?.members.get(login) === "admin") roles.push("admin");
  for (const team of organization?.teams.values() ?? []) {
    const role = team.members.has(login) ? team.repositories.get(repository.id) : undefined;
    if (role) roles.push(role);
  }
  const given = repository.collaborators.get(login);
  if (given) roles.push(given);
  if (repository.visibility === "public") roles.push("pull");
  // "Private forks inherit the permissions structure of the upstream repository" (GitHub, about forks).
  const inherited =
    repository.parent && repository.visibility !== "public" ? roleOf(account, repository.parent) : undefined;
  if (inherited) roles.push(inherited);
  return roles.toSorted((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a))[0];
}

/** True where the account's role is the needed one or a stronger one. */
export function allows(account: Account, repository: Repository, needed: Role): boolean {
  const role = roleOf(account, repository);
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The five booleans that GitHub reports as `permissions`. */
export function permissionsOf(account: Account, repository: Repository): Record<Role, boolean> {
  return {
    admin: allows(account, repository, "admin"),
    maintain: allows(account, repository, "maintain"),
    push: allows(account, repository, "push"),
    triage: allows(account, repository, "triage"),
    pull: allows(account, repository, "pull"),
  };
}
