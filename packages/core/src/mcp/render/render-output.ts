import type { AnyTool } from "../../connector/index.ts";
import { renderFacts } from "./render-facts.ts";

/** The text of a result: the tool's own way, or tables and `key: value` lines derived from the output. */
export function renderOutput(tool: Pick<AnyTool, "text">, output: Record<string, unknown>): string {
  if (tool.text === undefined) return renderFacts(output);
  const text = tool.text(output as never);
  const cursor = output["next_cursor"];
  return typeof cursor === "string" ? `${text}\nMore: call again with cursor: "${cursor}"` : text;
}
