import { ToolError } from "@fairlead/core";
import { explainError } from "../errors/explain-error.ts";
import { followedBy } from "../../shape/followed-by.ts";

/** One request of a change that GitHub spreads over several. */
export interface UpdateStep {
  /** In words, such as `a request for title, body`. */
  what: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** What is left out, such as `label cart`, where GitHub lets the account do the rest only; absent: that is an error. */
  names?: readonly string[];
  send(): Promise<StepResult>;
}

/** What a request changed, and what GitHub left out. */
export interface StepResult {
  changed: string[];
  ignored: string[];
}

/** What steps change altogether, for a preview, and which requests follow the first. */
export function describeSteps(steps: readonly UpdateStep[]) {
  return {
    before: Object.assign({}, ...steps.map((step) => step.before)) as Record<string, unknown>,
    after: Object.assign({}, ...steps.map((step) => step.after)) as { body?: string },
    ...followedBy(steps.slice(1).map(({ what }) => what)),
  };
}

/**
 * Sends steps one after the other, and none after one that failed.
 *
 * @throws what GitHub says to a step; where something is done by then, that is said beside it.
 */
export async function sendSteps(steps: readonly UpdateStep[]): Promise<StepResult> {
  const changed = new Set<string>();
  const ignored: string[] = [];
  for (const step of steps) {
    const result = await step.send().catch((error: unknown) => leaveOut(step, error, [...changed]));
    for (const field of result.changed) changed.add(field);
    ignored.push(...result.ignored);
  }
  return { changed: [...changed], ignored };
}

function leaveOut({ names }: UpdateStep, error: unknown, changed: string[]): StepResult {
  const said = changed.length > 0 ? explainError(error) : undefined;
  if (said === undefined) throw error;
  if (said.code === "forbidden" && names) return { changed: [], ignored: [...names] };
  const { details, ...facts } = said.facts;
  throw new ToolError(said.code, `${said.message} Done before that: ${changed.join(", ")}.`, {
    ...facts,
    details: { ...details, changed },
    cause: error,
  });
}
