import type { PolicyFacts } from "../connector/index.ts";
import type { AllowList } from "./allow-list.ts";
import type { OperatorPolicy } from "./operator-policy.ts";

/** What a URL and its headers leave. */
interface Narrowing {
  readonly: boolean;
  within: readonly string[] | undefined;
  exclude: readonly string[];
}

/** What holds for a call, of operator, owner and URL together, as far as a person may be told. */
export function policyFacts(
  operator: OperatorPolicy,
  view: Narrowing,
  { allow, toolsets }: { allow: AllowList; toolsets: readonly string[] },
): PolicyFacts {
  return {
    access: operator.readonly || view.readonly ? "read" : "full",
    toolsets: toolsets.filter(
      (name) => (operator.toolsets?.includes(name) ?? true) && (view.within?.includes(name) ?? true),
    ),
    excludedTools: [...new Set([...operator.excludeTools, ...view.exclude])],
    allow: allow.rules.map(({ access, patterns, name, by }) => ({ access, patterns, rule: name, setBy: by })),
  };
}
