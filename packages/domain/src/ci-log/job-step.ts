import type { LogLine } from "./log-line.ts";

/** A step as the host's API tells of it. Times are ISO 8601, in whole seconds on GitHub. */
export interface JobStep {
  readonly name: string;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly conclusion?: string | null;
}

/** GitHub rounds a step's end down to the second. */
const SLACK_MS = 1_000;

const FAILED = new Set(["failure", "timed_out", "cancelled"]);

/** The step to look at: the one of that name, else the first that failed, else the first that timed out or was cancelled. */
export function findFailedStep(steps: readonly JobStep[], name?: string): JobStep | undefined {
  if (name !== undefined) return steps.find((step) => step.name === name);
  return steps.find((step) => step.conclusion === "failure") ?? steps.find((step) => FAILED.has(step.conclusion ?? ""));
}

/** Tells whether a line was printed while the step ran; undefined where the step has no start. A line without timestamp goes with the one before. */
export function createStepTest(step: JobStep): ((line: LogLine) => boolean) | undefined {
  const fromMs = Date.parse(step.startedAt ?? "");
  if (Number.isNaN(fromMs)) return undefined;
  const endMs = Date.parse(step.completedAt ?? "");
  const toMs = Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : endMs + SLACK_MS;
  let inside = false;
  return (line) => {
    if (line.atMs !== undefined) inside = line.atMs >= fromMs && line.atMs <= toMs;
    return inside;
  };
}
