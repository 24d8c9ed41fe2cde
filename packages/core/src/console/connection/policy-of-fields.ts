import { combinePolicies, PolicyError, type OperatorPolicy, type OwnerPolicy } from "../../policy/index.ts";
import { flowGuardOf } from "./flow-guard.ts";
import type { Choices, LimitFields, PolicyFields } from "./policy-fields.ts";

const LEVELS = ["read", "write", "full"] as const;
const NUMBER = /^\d{1,9}$/;

/** What stood in a policy, without what the connector no longer has: nobody could take that out on a form. */
function stillThere(before: OwnerPolicy, all: Choices): OwnerPolicy {
  const { toolsets, tools = {} } = before;
  return {
    ...before,
    toolsets: toolsets?.filter((name) => all.toolsets.includes(name)),
    tools: Object.fromEntries(Object.entries(tools).filter(([name]) => all.tools.includes(name))),
  };
}

/**
 * What somebody has chosen, as a policy. What is as the operator allows it is left out, so that it stays so when the operator
 * allows more; of what the operator withholds nothing can be chosen, and it stays what it was.
 *
 * @param all whatever the connector has.
 * @param open what could be ticked on the form: not what the operator withholds.
 * @throws PolicyError for what is no number and no level.
 */
export function policyOfFields(
  fields: PolicyFields,
  options: { all: Choices; open: Choices; operator: OperatorPolicy; before: OwnerPolicy },
): OwnerPolicy {
  const { open, operator } = options;
  const before = stillThere(options.before, options.all);
  const problems: string[] = [];
  const count = (text: string, what: string): number | undefined => {
    if (text === "") return undefined;
    if (NUMBER.test(text) && Number(text) > 0) return Number(text);
    problems.push(`“${text.slice(0, 20)}” is no whole number from 1 on, for ${what}.`);
    return undefined;
  };
  const access = LEVELS.find((level) => level === fields.access);
  if (access === undefined) problems.push("Choose an access level.");
  const limits = fields.limits.map((row) => limitOf(row, count));
  const resultTokens = count(fields.resultTokens, "the size of a result");
  if (problems.length > 0) throw new PolicyError(problems);
  const policy: OwnerPolicy = {
    access: accessOf(access, combinePolicies(operator).level, before),
    toolsets: toolsetsOf(fields, open, before),
    tools: toolsOf(fields, open, before),
    allow: allowOf(fields),
    limits: limits.length === 0 ? undefined : limits,
    flowGuard: flowGuardOf(fields.flowGuard, { operator, before }),
    resultTokens,
  };
  return Object.fromEntries(Object.entries(policy).filter(([, part]) => part !== undefined));
}

/** As far as the operator lets anybody go is no choice; an earlier one that lies beyond it stays for when it counts again. */
function accessOf(
  chosen: OwnerPolicy["access"],
  furthest: (typeof LEVELS)[number],
  { access: earlier }: OwnerPolicy,
): OwnerPolicy["access"] {
  if (chosen !== furthest) return chosen;
  return earlier !== undefined && LEVELS.indexOf(earlier) >= LEVELS.indexOf(furthest) ? earlier : undefined;
}

function limitOf(
  { tool, perMinute, perDay }: LimitFields,
  count: (text: string, what: string) => number | undefined,
): NonNullable<OwnerPolicy["limits"]>[number] {
  const whose = tool === "*" ? "all tools" : tool;
  const [minute, day] = [count(perMinute, `${whose} per minute`), count(perDay, `${whose} per day`)];
  return {
    ...(tool !== "*" && { tool }),
    ...(minute !== undefined && { perMinute: minute }),
    ...(day !== undefined && { perDay: day }),
  };
}

function toolsetsOf({ toolsets }: PolicyFields, open: Choices, before: OwnerPolicy): OwnerPolicy["toolsets"] {
  const unknown = [...toolsets].filter((name) => !open.toolsets.includes(name));
  const all = open.toolsets.every((name) => toolsets.has(name));
  if (all && unknown.length === 0 && (before.toolsets?.every((name) => open.toolsets.includes(name)) ?? true)) {
    return undefined;
  }
  const kept = (before.toolsets ?? []).filter((name) => !open.toolsets.includes(name));
  return [...new Set([...kept, ...toolsets])];
}

function toolsOf({ tools }: PolicyFields, open: Choices, before: OwnerPolicy): OwnerPolicy["tools"] {
  const kept = Object.entries(before.tools ?? {}).filter(([name]) => !open.tools.includes(name));
  const forbidden = open.tools.filter((name) => !tools.has(name)).map((name) => [name, false] as const);
  const all = [...kept, ...forbidden];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

function allowOf({ allowRead, allowWrite }: PolicyFields): OwnerPolicy["allow"] {
  const [read, write] = [allowRead, allowWrite].map((text) => {
    const lines = text.split(/[\n,]/).map((line) => line.trim());
    return lines.filter((line) => line !== "");
  }) as [string[], string[]];
  if (read.length === 0 && write.length === 0) return undefined;
  return { ...(read.length > 0 && { read }), ...(write.length > 0 && { write }) };
}
