import {
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type InputRequests,
  type Server,
} from "@modelcontextprotocol/server";
import { sealCallState } from "../call/call-state.ts";
import { callTool, type Outcome } from "../call/call-tool.ts";
import { errorResult, toolResult } from "../call/tool-result.ts";
import { takeOver } from "./begun-call.ts";
import { exchangeOf } from "./exchange.ts";
import { noteOutcome } from "./note-outcome.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `tools/call`, with every feature of the protocol. Plain ones are answered, or have begun, before they get here. */
export function installToolCalls(server: Server, scope: RequestScope): void {
  server.setRequestHandler("tools/call", async ({ params }, ctx) => {
    const { begun } = scope;
    if (begun !== undefined) return resultOf(await takeOver(begun, ctx.mcpReq.signal), scope);
    return observed(scope, { ...senderOf(server, ctx), method: "tools/call", target: params.name }, async (notes) => {
      const { callable, refused } = scope.catalog;
      const entry = callable.get(params.name) ?? refused.get(params.name)?.entry;
      if (entry === undefined) throw unknownTool(params.name);
      const exchange = exchangeOf(server, ctx, scope);
      const outcome = await callTool({ ...scope, entry, args: params.arguments ?? {}, exchange });
      noteOutcome(notes, outcome);
      return resultOf(outcome, scope);
    });
  });
}

function resultOf(outcome: Outcome, { caller }: RequestScope) {
  if ("error" in outcome) return errorResult(outcome.error, caller.requestId);
  if (outcome.reply.kind !== "ask") return toolResult(outcome.reply);
  return inputRequired({
    inputRequests: outcome.reply.ask.questions as InputRequests,
    requestState: sealCallState(outcome.call, outcome.reply.state),
  });
}

/** The protocol's own error for a name that the caller's list does not have (MCP server/tools "Error Handling"). */
function unknownTool(name: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name.slice(0, 80)}`);
}
