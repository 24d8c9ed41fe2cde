import type { Exception } from "@fairlead/testkit/guard";

/** What GitHub does and its API description does not say. Each with its reason; none without need. */
export const guardExceptions: readonly Exception[] = [
  {
    operation: "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs",
    kind: "response_status",
    reason: "Expired logs answer 410, which the description leaves out.",
  },
  {
    operation: "GET /repos/{owner}/{repo}/actions/runs",
    kind: "query_parameter",
    pointer: "/created",
    reason: "Its description takes the dates of a search, such as >=2026-11-01; its format says date-time.",
  },
  {
    operation: "GET /search/commits",
    kind: "response_status",
    reason: "Like the other searches it answers 422 for a repository that is not to be seen; only theirs is described.",
  },
  {
    operation: "PATCH /repos/{owner}/{repo}",
    kind: "undeclared_body",
    pointer: "/has_discussions",
    reason: "The description declares it where a repository is made; GitHub's own command line changes it here.",
  },
];
