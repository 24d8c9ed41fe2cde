import { ToolError } from "@fairlead/core";
import type { JobStep } from "@fairlead/domain/ci-log";
import type { Job } from "./jobs.ts";

/** A job's steps, as readers of logs know them. */
export function stepsOf({ steps = [] }: Job): JobStep[] {
  return steps.map(({ name, conclusion, started_at, completed_at }) => ({
    name,
    conclusion,
    startedAt: started_at ?? null,
    completedAt: completed_at ?? null,
  }));
}

/**
 * The step of that name, or the first whose name holds it.
 *
 * @throws ToolError `not_found` with the names that there are.
 */
export function stepNamed(job: Job, wanted: string): JobStep {
  const steps = stepsOf(job);
  const word = wanted.trim().toLowerCase();
  const found =
    steps.find(({ name }) => name.toLowerCase() === word) ??
    steps.find(({ name }) => name.toLowerCase().includes(word));
  if (found) return found;
  throw new ToolError("not_found", "The job has no step of that name: take one of these.", {
    details: { steps: steps.map(({ name }) => name) },
  });
}
