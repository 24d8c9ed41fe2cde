import { countTokens } from "@fairlead/core";
import type { ListedTool } from "../clients/test-client.ts";

/** Tokens of a tool list as a client gets it. */
export function listTokens(tools: readonly ListedTool[]): number {
  return countTokens(JSON.stringify(tools));
}
