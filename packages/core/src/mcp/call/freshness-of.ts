import type { AnyTool } from "../../connector/index.ts";

/**
 * For how long what the vendor has said will do for a tool, in milliseconds: as long as its own answers are served again. What
 * the operator has set for all tools is not asked: a tool may look again and again until something has changed.
 */
export function freshnessOf({ access, freshMs, mayAsk }: Pick<AnyTool, "access" | "freshMs" | "mayAsk">): number {
  return access === "read" && mayAsk !== true ? (freshMs ?? 0) : 0;
}
