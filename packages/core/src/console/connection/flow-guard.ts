import type { OperatorPolicy, OwnerPolicy } from "../../policy/index.ts";

/** Whether the operator leaves an owner nothing to decide. */
export function isGuardFixed({ flowGuard }: OperatorPolicy): boolean {
  return flowGuard === "confirm" || flowGuard === "deny";
}

/** What a policy says of it when the box is ticked, or is not; where that is the rule anyhow, it says nothing. */
export function flowGuardOf(
  ticked: boolean,
  { operator, before }: { operator: OperatorPolicy; before: OwnerPolicy },
): boolean | undefined {
  if (isGuardFixed(operator)) return before.flowGuard;
  const rule = operator.flowGuard !== "off";
  return ticked === rule ? undefined : ticked;
}
