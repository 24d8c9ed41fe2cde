import { ToolError } from "../../connector/index.ts";
import { takeUsage } from "../call/count-usage.ts";
import type { Notes } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { protocolError } from "./protocol-error.ts";

/**
 * Counts what is read beside tools: one of all calls together.
 *
 * @throws ProtocolError where they are used up.
 */
export async function countedRead({ runtime, caller }: RequestScope, notes: Notes): Promise<void> {
  try {
    await takeUsage(runtime, caller, "*");
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    notes.code = error.code;
    notes.stage = "policy";
    throw protocolError(error);
  }
}
