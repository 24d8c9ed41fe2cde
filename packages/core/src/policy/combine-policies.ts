import type { Access } from "../connector/index.ts";
import { isWithin, lowestLevel, type AccessLevel } from "./access-level.ts";
import { createAllowList, type AllowList, type AllowRule } from "./allow-list.ts";
import type { FlowGuardMode, OperatorPolicy } from "./operator-policy.ts";
import type { OwnerPolicy } from "./owner-policy.ts";
import type { Rule } from "./rule.ts";
import type { UsageRule } from "./usage-rule.ts";

/** What operator and owner leave together: what one of them refuses is refused. */
export interface Policy {
  /** Policies with the same key leave the same tools, resources and prompts. */
  key: string;
  level: AccessLevel;
  /** The rule that refuses a tool; undefined where nobody does. */
  ofTool(tool: { name: string; access: Access }, toolset: string): Rule | undefined;
  /** The rule that refuses a toolset and whatever belongs to it. */
  ofToolset(toolset: string): Rule | undefined;
  /** The rule that refuses a tool by its name, whatever it does. */
  ofName(name: string): Rule | undefined;
  excludedTools: readonly string[];
  allow: AllowList;
  limits: readonly UsageRule[];
  flowGuard: FlowGuardMode;
  /** Who says so. */
  flowRule: Rule;
  /** The owner's budget of one result, in tokens. */
  resultTokens: number | undefined;
}

/** Puts both together. Unless the owner has said something, it is as the operator allows. */
export function combinePolicies(operator: OperatorPolicy, owner: OwnerPolicy = {}): Policy {
  const theirs = operator.readonly ? "read" : operator.access;
  const forbidden = Object.entries(owner.tools ?? {}).flatMap(([name, allowed]) => (allowed ? [] : [name]));
  const excluded = new Set(operator.excludeTools);
  const forbiddenByOwner = new Set(forbidden);
  const allow = createAllowList([...(operator.allow ?? []), ...ownerRules(owner)]);
  const ofName = (name: string): Rule | undefined =>
    (excluded.has(name) ? operatorRule("FAIRLEAD_EXCLUDE_TOOLS") : undefined) ??
    (forbiddenByOwner.has(name) ? ownerRule("tools") : undefined);
  const ofToolset = (toolset: string): Rule | undefined =>
    (operator.toolsets?.includes(toolset) === false ? operatorRule("FAIRLEAD_TOOLSETS") : undefined) ??
    (owner.toolsets?.includes(toolset) === false ? ownerRule("toolsets") : undefined);
  const ofAccess = (access: Access): Rule | undefined =>
    (isWithin(theirs ?? "full", access)
      ? undefined
      : operatorRule(operator.readonly ? "FAIRLEAD_READONLY" : "POLICY_ACCESS")) ??
    (isWithin(owner.access ?? "full", access) ? undefined : ownerRule("access"));
  const level = lowestLevel(theirs, owner.access);
  return {
    key: keyOf({ owner: owner.toolsets, level, forbidden, allow }),
    level,
    ofName,
    ofToolset,
    ofTool: ({ name, access }, toolset) => ofAccess(access) ?? ofToolset(toolset) ?? ofName(name),
    excludedTools: [...new Set([...operator.excludeTools, ...forbidden])],
    allow,
    limits: [...operatorLimits(operator), ...ownerLimits(owner)],
    ...flowGuardOf(operator, owner),
    resultTokens: owner.resultTokens,
  };
}

const operatorRule = (name: string): Rule => ({ by: "operator", name });
const ownerRule = (name: string): Rule => ({ by: "owner", name });

function keyOf(parts: {
  owner: readonly string[] | undefined;
  level: AccessLevel;
  forbidden: readonly string[];
  allow: AllowList;
}): string {
  const { owner, level, forbidden, allow } = parts;
  const narrowed = [allow.narrows("read"), allow.narrows("write")];
  return JSON.stringify([level, owner?.toSorted() ?? null, forbidden.toSorted(), ...narrowed]);
}

function ownerRules({ allow = {} }: OwnerPolicy): AllowRule[] {
  return (["read", "write"] as const).flatMap((access): AllowRule[] => {
    const patterns = allow[access];
    return patterns === undefined ? [] : [{ by: "owner", name: `allow.${access}`, access, patterns }];
  });
}

function operatorLimits({ limits = [] }: OperatorPolicy): UsageRule[] {
  return limits.map((limit) => ({ ...limit, rule: operatorRule("LIMIT_TOOL_CALLS") }));
}

function ownerLimits({ limits = [] }: OwnerPolicy): UsageRule[] {
  const rule = ownerRule("limits");
  return limits.flatMap(({ tool = "*", perMinute, perDay }): UsageRule[] => [
    ...(perMinute === undefined ? [] : [{ rule, tool, most: perMinute, per: "minute" as const }]),
    ...(perDay === undefined ? [] : [{ rule, tool, most: perDay, per: "day" as const }]),
  ]);
}

/** What the operator has said holds; an owner can be stricter, and free where the operator has said nothing. */
function flowGuardOf(operator: OperatorPolicy, owner: OwnerPolicy): Pick<Policy, "flowGuard" | "flowRule"> {
  const { flowGuard: mode } = operator;
  const byOwner = mode === undefined || (mode === "off" && owner.flowGuard === true);
  if (!byOwner) return { flowGuard: mode, flowRule: operatorRule("POLICY_FLOW_GUARD") };
  return { flowGuard: owner.flowGuard === false ? "off" : "confirm", flowRule: ownerRule("flowGuard") };
}
