import { allows } from "../access.ts";
import type { Account } from "../account.ts";
import type { Issue } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { findAccount } from "../world.ts";
import { recordEvent } from "./record-event.ts";

/** Ten at most ("Assigning issues and pull requests" in GitHub's documentation). */
const MAX_ASSIGNEES = 10;

export function isAssignable(account: Account, repository: Repository): boolean {
  return account.type === "User" && allows(account, repository, "triage");
}

/** Everybody who can be assigned, by login. */
export function assignableTo(world: World, repository: Repository): Account[] {
  return [...world.accounts.values()]
    .filter((account) => isAssignable(account, repository))
    .toSorted((a, b) => a.login.localeCompare(b.login));
}

/** Adds people. Those who cannot be assigned, or do not exist, are left out without a word, as GitHub does. */
export function addAssignees(
  world: World,
  repository: Repository,
  issue: Issue,
  logins: readonly string[],
  actor: string,
  atMs?: number,
): void {
  for (const login of logins) {
    const account = findAccount(world, login);
    if (!account || !isAssignable(account, repository) || issue.assignees.includes(account.login)) continue;
    if (issue.assignees.length >= MAX_ASSIGNEES) return;
    issue.assignees.push(account.login);
    recordEvent(world, issue, actor, { event: "assigned", assignee: account.login }, atMs);
  }
}

export function removeAssignees(world: World, issue: Issue, logins: readonly string[], actor: string): void {
  const gone = new Set(logins.map((login) => login.toLowerCase()));
  for (const login of issue.assignees.filter((assigned) => gone.has(assigned.toLowerCase()))) {
    issue.assignees = issue.assignees.filter((assigned) => assigned !== login);
    recordEvent(world, issue, actor, { event: "unassigned", assignee: login });
  }
}

export function setAssignees(
  world: World,
  repository: Repository,
  issue: Issue,
  logins: readonly string[],
  actor: string,
): void {
  const wanted = new Set(logins.map((login) => login.toLowerCase()));
  removeAssignees(
    world,
    issue,
    issue.assignees.filter((login) => !wanted.has(login.toLowerCase())),
    actor,
  );
  addAssignees(world, repository, issue, logins, actor);
}
