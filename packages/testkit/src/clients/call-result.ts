import type { CallResult } from "./test-client.ts";

export const ERROR_META = "dev.fairlead/error";

interface RawResult {
  isError?: boolean | undefined;
  content?: unknown;
  structuredContent?: unknown;
  _meta?: unknown;
}

/** The parts of a `tools/call` result that tests look at. */
export function callResult({ isError, content, structuredContent, _meta }: RawResult): CallResult {
  const meta = (_meta ?? {}) as Record<string, unknown>;
  const blocks = (content ?? []) as { type: string; text?: string }[];
  return {
    isError: isError === true,
    structured: (structuredContent ?? {}) as Record<string, unknown>,
    text: blocks.flatMap((block) => (block.type === "text" ? [block.text ?? ""] : [])).join("\n"),
    code: (meta[ERROR_META] as { code?: string } | undefined)?.code,
    meta,
  };
}
