import { investigateFailingPipeline } from "./investigate-failing-pipeline.ts";
import { reviewMergeRequest } from "./review-merge-request.ts";
import { triageIssue } from "./triage-issue.ts";

/** Tasks that a person starts. */
export const prompts = [reviewMergeRequest, triageIssue, investigateFailingPipeline];
