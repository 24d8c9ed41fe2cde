import type { AccessLevel } from "./access-level.ts";
import type { AllowRule } from "./allow-list.ts";
import type { UsageRule } from "./usage-rule.ts";

/** What to do when text would go somewhere public after something private was read. */
export type FlowGuardMode = "off" | "confirm" | "deny";

/** What the operator decides for everybody. A connection's owner and a URL can only narrow it further. */
export interface OperatorPolicy {
  readonly: boolean;
  access?: AccessLevel | undefined;
  toolsets?: readonly string[] | undefined;
  excludeTools: readonly string[];
  /** Allow-lists. */
  allow?: readonly AllowRule[] | undefined;
  /** For each connection. */
  limits?: readonly Omit<UsageRule, "rule">[] | undefined;
  /** Undefined: to ask, unless the owner wants it otherwise. */
  flowGuard?: FlowGuardMode | undefined;
}
