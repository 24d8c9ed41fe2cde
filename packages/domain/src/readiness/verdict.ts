/** `waiting` is over by itself; `blocked` needs somebody. */
export type Verdict = "ready" | "waiting" | "blocked" | "closed" | "merged";

/** One reason against a merge, with what it means and what to do about it. */
export interface Reason<Name extends string = string> {
  reason: Name;
  sentence: string;
  fix: string;
}

/** Whether something can be merged, with every reason that holds. */
export interface Judged<Name extends string = string> {
  verdict: Verdict;
  reasons: Reason<Name>[];
}

/**
 * The verdict that reasons come to.
 *
 * @param passing Reasons that end without anybody doing something.
 */
export function verdictOf<Name extends string>(
  reasons: readonly Reason<Name>[],
  passing: ReadonlySet<Name>,
): "ready" | "waiting" | "blocked" {
  if (reasons.length === 0) return "ready";
  return reasons.every(({ reason }) => passing.has(reason)) ? "waiting" : "blocked";
}
