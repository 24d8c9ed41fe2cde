import type { Issue } from "../issues.ts";
import type { Repository } from "../repository.ts";
import { findMilestone } from "./milestones.ts";
import { labelsOf } from "./labels.ts";
import { mentionsIn } from "./references.ts";

/** What lists of issues can be narrowed by; absent means all. `*` is "any", `none` is "without". */
export interface IssueFilter {
  readonly states?: readonly ("open" | "closed")[];
  /** All of these names must be there. */
  readonly labels?: readonly string[];
  readonly assignee?: string;
  readonly creator?: string;
  readonly mentioned?: string;
  /** Number, `*` or `none`. */
  readonly milestone?: string;
  readonly type?: string;
  readonly sinceMs?: number;
}

export type IssueSort = "created" | "updated" | "comments";

const same = (left: string | null, right: string): boolean => left?.toLowerCase() === right.toLowerCase();

function matches(repository: Repository, issue: Issue, filter: IssueFilter): boolean {
  const { states, labels, assignee, creator, mentioned, milestone, type, sinceMs } = filter;
  if (states && !states.includes(issue.state)) return false;
  if (labels) {
    const names = new Set(labelsOf(repository, issue).map(({ name }) => name.toLowerCase()));
    if (!labels.every((label) => names.has(label.toLowerCase()))) return false;
  }
  if (assignee === "none" ? issue.assignees.length > 0 : assignee === "*" && issue.assignees.length === 0) return false;
  if (assignee && assignee !== "none" && assignee !== "*" && !issue.assignees.some((login) => same(login, assignee)))
    return false;
  if (creator && !same(issue.author, creator)) return false;
  if (
    mentioned &&
    !mentionsIn(`${issue.body ?? ""}\n${issue.comments.map(({ body }) => body).join("\n")}`).includes(
      mentioned.toLowerCase(),
    )
  ) {
    return false;
  }
  if (milestone === "none" ? issue.milestone !== null : milestone === "*" && issue.milestone === null) return false;
  if (milestone && milestone !== "none" && milestone !== "*" && !findMilestone(repository, Number(milestone)))
    return false;
  if (milestone && /^\d+$/.test(milestone) && issue.milestone !== Number(milestone)) return false;
  if (type && type !== "*" && (type === "none" ? issue.type !== null : !same(issue.type, type))) return false;
  return sinceMs === undefined || issue.updatedAtMs >= sinceMs;
}

/** Issues and pull requests of a repository that pass the filter, in no order. */
export function filterIssues(repository: Repository, filter: IssueFilter): Issue[] {
  return [...repository.issues.byNumber.values()].filter((issue) => matches(repository, issue, filter));
}

const SORT_KEYS: Record<IssueSort, (issue: Issue) => number> = {
  created: (issue) => issue.createdAtMs,
  updated: (issue) => issue.updatedAtMs,
  comments: (issue) => issue.comments.length,
};

/** Newest (or busiest) first unless ascending; the number settles ties. */
export function compareIssues(sort: IssueSort, ascending: boolean): (left: Issue, right: Issue) => number {
  const key = SORT_KEYS[sort];
  return (left, right) => (ascending ? 1 : -1) * (key(left) - key(right) || left.number - right.number);
}
