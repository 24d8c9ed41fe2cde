import type { Issue, IssueRef } from "../issues.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { recordEvent } from "./record-event.ts";
import type { FoundIssue } from "./references.ts";

const refOf = ({ repository, issue }: FoundIssue): IssueRef => ({ repositoryId: repository.id, number: issue.number });

const same = (left: IssueRef, right: IssueRef): boolean =>
  left.repositoryId === right.repositoryId && left.number === right.number;

/** The issue behind a reference, or undefined once it is gone. */
export function resolveRef(world: World, ref: IssueRef): FoundIssue | undefined {
  const repository = world.repositories.get(ref.repositoryId);
  const issue = repository?.issues.byNumber.get(ref.number);
  return repository && issue && { repository, issue };
}

/** Finds an issue by database id, which is what sub-issue and dependency calls take. */
export function findIssueById(world: World, id: number): FoundIssue | undefined {
  for (const repository of world.repositories.values()) {
    for (const issue of repository.issues.byNumber.values()) if (issue.id === id) return { repository, issue };
  }
  return undefined;
}

export function subIssuesOf(world: World, issue: Issue): FoundIssue[] {
  return issue.subIssues.flatMap((ref) => resolveRef(world, ref) ?? []);
}

/** True where `issue` is `ancestor` or below it. */
export function isBelow(world: World, issue: Issue, ancestor: Issue): boolean {
  for (let at: Issue | undefined = issue; at; at = at.parent ? resolveRef(world, at.parent)?.issue : undefined) {
    if (at === ancestor) return true;
  }
  return false;
}

export function addSubIssue(world: World, parent: FoundIssue, child: FoundIssue, actor: string, atMs?: number): void {
  parent.issue.subIssues.push(refOf(child));
  child.issue.parent = refOf(parent);
  recordEvent(world, parent.issue, actor, { event: "sub_issue_added", issue: refOf(child) }, atMs);
  recordEvent(world, child.issue, actor, { event: "parent_issue_added", issue: refOf(parent) }, atMs);
}

export function removeSubIssue(world: World, parent: FoundIssue, child: FoundIssue, actor: string): void {
  parent.issue.subIssues = parent.issue.subIssues.filter((ref) => !same(ref, refOf(child)));
  child.issue.parent = null;
  recordEvent(world, parent.issue, actor, { event: "sub_issue_removed", issue: refOf(child) });
  recordEvent(world, child.issue, actor, { event: "parent_issue_removed", issue: refOf(parent) });
}

/** Moves a child right behind `after`, or right before `before`. False where one of them is not among the children. */
export function moveSubIssue(
  parent: Issue,
  repository: Repository,
  child: Issue,
  place: { after?: FoundIssue; before?: FoundIssue },
): boolean {
  const mine: IssueRef = { repositoryId: repository.id, number: child.number };
  const rest = parent.subIssues.filter((ref) => !same(ref, mine));
  const anchor = place.after ?? place.before;
  const at = anchor ? rest.findIndex((ref) => same(ref, refOf(anchor))) : -1;
  if (at < 0 || rest.length === parent.subIssues.length) return false;
  rest.splice(place.after ? at + 1 : at, 0, mine);
  parent.subIssues = rest;
  return true;
}
