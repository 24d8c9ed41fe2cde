import type { Exception } from "@fairlead/testkit/guard";

/** What GitHub does and its API description does not say. Each with its reason; none without need. */
export const guardExceptions: readonly Exception[] = [
  {
    operation: "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs",
    kind: "response_status",
    reason: "Expired logs answer 410, which the description leaves out.",
  },
];
