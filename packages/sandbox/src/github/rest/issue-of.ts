import { notFound } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import { Refusal } from "../http/route.ts";
import type { Issue } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";

/** The issue (or the issue side of a pull request) that `{issue_number}` names. @throws Refusal 410 for a deleted one. */
export function issueOf(call: Call, repository: Repository): Issue {
  const number = Number(call.params["issue_number"]);
  if (repository.issues.deleted.has(number)) throw new Refusal(410, "This issue was deleted");
  const issue = repository.issues.byNumber.get(number);
  if (!issue) throw notFound();
  if (!issue.isPull && !repository.hasIssues) throw new Refusal(410, "Issues has been disabled in this repository.");
  return issue;
}
