import { investigateFailingChecks } from "./investigate-failing-checks.ts";
import { reviewPullRequest } from "./review-pull-request.ts";
import { triageIssue } from "./triage-issue.ts";

/** Tasks that a person starts. */
export const prompts = [reviewPullRequest, triageIssue, investigateFailingChecks];
