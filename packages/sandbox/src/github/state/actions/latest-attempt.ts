import type { Attempt, Run } from "../actions.ts";

/** The attempt that shows a run's present state. @throws Error for a run without any: a fault of the stand-in. */
export function latestAttempt(run: Run): Attempt {
  const attempt = run.attempts.at(-1);
  if (!attempt) throw new Error(`run ${run.id} without an attempt`);
  return attempt;
}
