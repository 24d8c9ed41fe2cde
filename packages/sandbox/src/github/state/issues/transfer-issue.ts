import type { Issue } from "../issues.ts";
import type { Repository } from "../repository.ts";

/** Moves an issue to another repository, under its next number. Labels and milestone belong to the old one, and stay. */
export function transferIssue(from: Repository, issue: Issue, to: Repository): Issue {
  const moved: Issue = { ...issue, number: to.issues.nextNumber++, labelIds: [], milestone: null };
  from.issues.byNumber.delete(issue.number);
  to.issues.byNumber.set(moved.number, moved);
  from.issues.transferred.set(issue.number, { repositoryId: to.id, number: moved.number });
  return moved;
}
