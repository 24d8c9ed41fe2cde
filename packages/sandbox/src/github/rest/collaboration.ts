import type { Route } from "../http/route.ts";
import { assigneeRoutes } from "./assignees.ts";
import { checkRoutes } from "./checks.ts";
import { commentRoutes } from "./comments.ts";
import { dependencyRoutes } from "./dependencies.ts";
import { issueListRoutes } from "./issue-lists.ts";
import { issueRoutes } from "./issues.ts";
import { jobRoutes } from "./jobs.ts";
import { labelRoutes } from "./labels.ts";
import { logRoutes } from "./logs.ts";
import { mergeRoutes } from "./merge.ts";
import { milestoneRoutes } from "./milestones.ts";
import { pullContentRoutes } from "./pull-content.ts";
import { pullRoutes } from "./pulls.ts";
import { reactionRoutes } from "./reactions.ts";
import { requestedReviewerRoutes } from "./requested-reviewers.ts";
import { reviewCommentRoutes } from "./review-comments.ts";
import { reviewRoutes } from "./reviews.ts";
import { searchIssueRoutes } from "./search-issues.ts";
import { statusRoutes } from "./statuses.ts";
import { subIssueRoutes } from "./sub-issues.ts";
import { timelineRoutes } from "./timeline.ts";
import { workflowRunRoutes } from "./workflow-runs.ts";
import { workflowRoutes } from "./workflows.ts";

/** Routes of issues, pull requests, reviews, actions, checks, statuses and issue search. */
export const collaborationRoutes: readonly Route[] = [
  ...issueRoutes,
  ...issueListRoutes,
  ...labelRoutes,
  ...milestoneRoutes,
  ...assigneeRoutes,
  ...commentRoutes,
  ...timelineRoutes,
  ...subIssueRoutes,
  ...dependencyRoutes,
  ...reactionRoutes,
  ...pullRoutes,
  ...pullContentRoutes,
  ...mergeRoutes,
  ...reviewRoutes,
  ...reviewCommentRoutes,
  ...requestedReviewerRoutes,
  ...searchIssueRoutes,
  ...workflowRoutes,
  ...workflowRunRoutes,
  ...jobRoutes,
  ...logRoutes,
  ...checkRoutes,
  ...statusRoutes,
];
