import type { Reason as AnyReason } from "@fairlead/domain/readiness";
import { z } from "zod";

/** Why a pull request cannot be merged now, or not yet. */
export type ReasonName =
  | "closed"
  | "merged"
  | "draft"
  | "conflicts"
  | "behind"
  | "checks_failing"
  | "checks_pending"
  | "checks_missing"
  | "review_required"
  | "changes_requested"
  | "threads_unresolved"
  | "queue_required"
  | "in_queue"
  | "blocked_by_rule"
  | "unknown";

/** One reason, with what it means and what to do about it. */
export type Reason = AnyReason<ReasonName>;

/** Whether a pull request can be merged, with every reason that holds. Failing checks that nobody requires only warn. */
export const Readiness = z.object({
  verdict: z.string(),
  reasons: z.array(z.object({ reason: z.string(), sentence: z.string(), fix: z.string() })),
  warnings: z.array(z.string()).optional(),
});
