import type { PolicyFacts } from "../connector/index.ts";
import { lowestLevel } from "./access-level.ts";
import type { Policy } from "./combine-policies.ts";

/** What a URL and its headers leave. */
interface Narrowing {
  readonly: boolean;
  within: readonly string[] | undefined;
  exclude: readonly string[];
}

/** What holds for a call, of operator, owner and URL together, as far as a person may be told. */
export function policyFacts(policy: Policy, view: Narrowing, toolsets: readonly string[]): PolicyFacts {
  return {
    access: lowestLevel(policy.level, view.readonly ? "read" : undefined),
    toolsets: toolsets.filter((name) => policy.ofToolset(name) === undefined && (view.within?.includes(name) ?? true)),
    excludedTools: [...new Set([...policy.excludedTools, ...view.exclude])],
    allow: policy.allow.rules.map(({ access, patterns, name, by }) => ({ access, patterns, rule: name, setBy: by })),
    limits: policy.limits.map(({ tool, most, per, rule }) => ({ tool, most, per, rule: rule.name, setBy: rule.by })),
  };
}
