import { ToolError } from "@fairlead/core";

/** Block Kit as a caller wrote it, in which no text notifies anybody. @throws ToolError `policy_denied` for a broadcast element */
export function safeBlocks(blocks: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return blocks.map((block) => safe(block) as Record<string, unknown>);
}

function safe(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/<(?=\s*!)/g, "&lt;");
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value !== "object" || value === null) return value;
  if ((value as { type?: unknown }).type === "broadcast") {
    throw new ToolError(
      "policy_denied",
      "Blocks may not hold a broadcast element. Pass broadcast instead: it is asked for, and may be off.",
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, safe(inner)]));
}
