import type { Job as BullJob } from "bullmq";

/** What BullMQ says of a job that somebody has cancelled: it knows only failures. */
export const CANCELLED = "fairlead: cancelled";

/** Tries that ended, and those whose worker was lost. */
export function attemptsOf({ attemptsMade, stalledCounter }: BullJob): number {
  return attemptsMade + stalledCounter;
}
