import { ERROR_META } from "./call-result.ts";
import type { TestClient } from "./test-client.ts";

/** A call's outcome, as a client sees it. A failed call's `structured` has its code and facts. */
export interface Called {
  structured: Record<string, unknown>;
  text: string;
  isError: boolean;
  code: string | undefined;
  meta: Readonly<Record<string, unknown>>;
}

/** Calls any tool of a connector through `call_tool`. @param client of a URL that lists it, such as `/mcp/lazy` */
export async function callAny(client: TestClient, name: string, args: Record<string, unknown>): Promise<Called> {
  const { structured, text, isError, code, meta } = await client.call("call_tool", { name, arguments: args });
  const shown = isError ? ((meta[ERROR_META] ?? {}) as Record<string, unknown>) : structured;
  return { structured: shown, text, isError, code, meta };
}
