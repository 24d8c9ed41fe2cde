import type { AnyTool } from "../../connector/index.ts";

/**
 * For how long a tool's answers are served again, and what the vendor has said will do for it, in milliseconds.
 *
 * @param otherwiseMs for a reading tool that does not say. Its reads take none: it may look again and again until something
 *   has changed.
 */
export function freshnessOf(
  { access, freshMs, mayAsk }: Pick<AnyTool, "access" | "freshMs" | "mayAsk">,
  otherwiseMs = 0,
): number {
  return access === "read" && mayAsk !== true ? (freshMs ?? otherwiseMs) : 0;
}
