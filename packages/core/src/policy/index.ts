export { createAllowList, type AllowList, type AllowRule } from "./allow-list.ts";
export { connectorSettings, operatorRules } from "./allow-list-settings.ts";
export { checkReach } from "./check-reach.ts";
export type { OperatorPolicy } from "./operator-policy.ts";
export { policyFacts } from "./policy-facts.ts";
export { canBeHeld, reachedBy, reachedByTool } from "./reached-by.ts";
export { withholdRows } from "./withhold-rows.ts";
