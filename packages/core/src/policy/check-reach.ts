import { ToolError, type AnyReach, type Names, type Reached } from "../connector/index.ts";
import type { AllowList, AllowRule } from "./allow-list.ts";
import { whoCanChange } from "./rule.ts";

/**
 * Holds what a call names against the lists: by the name given and, before anything is done under it, by the name that it
 * leads to today.
 *
 * @param resolve Asks the vendor for that name.
 * @throws ToolError `policy_denied` that names the rule and who can change it, and what `resolve` throws.
 */
export async function checkReach(
  reached: readonly Reached[],
  options: {
    reach: AnyReach;
    list: AllowList;
    resolve(name: string): Promise<Names>;
    permissionsUrl?: string | undefined;
  },
): Promise<void> {
  const { reach, list, resolve } = options;
  const denied = (what: Reached, rule: AllowRule) => deniedBy(rule, { reach, what, url: options.permissionsUrl });
  const held = reached.filter(({ access }) => list.narrows(access));
  for (const { name, access, final } of held) {
    const rule = final !== true && reach.isId?.(name) === true ? undefined : list.refusing(name, access);
    if (rule !== undefined) throw denied({ name, access }, rule);
  }
  if (reach.resolve === undefined) return;
  const open = held.filter(({ final }) => final !== true);
  const today = await Promise.all(open.map(({ name }) => resolve(name)));
  for (const [index, { name, access }] of open.entries()) {
    const rule = list.refusing(today[index] ?? name, access);
    // Where a name leads to is not told to somebody who may not go there.
    if (rule !== undefined) throw denied({ name, access }, rule);
  }
}

function deniedBy(
  rule: AllowRule,
  { reach: { one, many }, what: { name, access }, url }: { reach: AnyReach; what: Reached; url: string | undefined },
): ToolError {
  const done = rule.access === "read" ? "reached" : "changed";
  return new ToolError(
    "policy_denied",
    `The ${one} ${name} is not among the ${many} that may be ${done} here. ${whoCanChange(rule, url)}`,
    { details: { stage: "policy", rule: rule.name, set_by: rule.by, [one]: name, access } },
  );
}
