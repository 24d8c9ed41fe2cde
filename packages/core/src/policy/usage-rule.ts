import type { Rule } from "./rule.ts";

/** So many calls of a tool, or of all together, within a minute or a day. */
export interface UsageRule {
  rule: Rule;
  /** `*`: all calls together. */
  tool: string;
  most: number;
  per: "minute" | "day";
}
