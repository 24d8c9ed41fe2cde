import type { AllowRule } from "./allow-list.ts";

/** What the operator decides for everybody. A connection's owner and a URL can only narrow it further. */
export interface OperatorPolicy {
  readonly: boolean;
  toolsets?: readonly string[] | undefined;
  excludeTools: readonly string[];
  /** Allow-lists. */
  allow?: readonly AllowRule[] | undefined;
}
