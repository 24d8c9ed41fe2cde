import type { Caller } from "./caller.ts";
import type { Runtime } from "./runtime.ts";

/** The budget of one result, in tokens: the operator's, or less where the owner says so. */
export function budgetOf({ limits }: Pick<Runtime, "limits">, { policy }: Pick<Caller, "policy">): number {
  return Math.min(limits.resultTokens, policy.resultTokens ?? Infinity);
}
