import { ProtocolError, ProtocolErrorCode, type Server, type ServerContext } from "@modelcontextprotocol/server";
import type { Answer, ProgressStep } from "../../connector/index.ts";
import type { Exchange } from "../call/call.ts";
import type { RequestScope } from "./request-scope.ts";
import { canAnswer, capabilitiesOf } from "./sender.ts";

/** Least time between two progress notices that nobody waits for, in milliseconds. */
const PROGRESS_SPACING_MS = 20;

/** The line back to the client, over the SDK's request context: the same for both eras. */
export function exchangeOf(server: Server, ctx: ServerContext, scope: RequestScope): Exchange {
  const { mcpReq } = ctx;
  const { bus } = scope.runtime;
  const token = mcpReq._meta?.progressToken;
  const say = (notification: Parameters<typeof mcpReq.notify>[0]) => {
    mcpReq
      .notify(notification)
      .catch((error: unknown) => scope.runtime.reportError(error, { requestId: scope.caller.requestId }));
  };
  return {
    signal: mcpReq.signal,
    answers: (mcpReq.inputResponses ?? {}) as Record<string, Answer>,
    sealedState: mcpReq.requestState<string>(),
    canAsk: (method) => canAnswer(capabilitiesOf(server, ctx), method),
    progress:
      token === undefined
        ? () => {}
        : growing(({ done, total, message }) =>
            say({
              method: "notifications/progress",
              params: {
                progressToken: token,
                progress: done,
                ...(total !== undefined && { total }),
                ...(message !== undefined && { message }),
              },
            }),
          ),
    log: (level, text) => void mcpReq.log(level, text),
    closeStream: () => ctx.http?.closeSSE?.(),
    notify: {
      toolsChanged: () => bus.publish({ kind: "tools_list_changed" }),
      promptsChanged: () => bus.publish({ kind: "prompts_list_changed" }),
      resourcesChanged: () => bus.publish({ kind: "resources_list_changed" }),
      resourceUpdated: (uri) => bus.publish({ kind: "resource_updated", uri }),
    },
  };
}

/** Progress must grow (MCP basic/utilities/progress); the last step is never swallowed. */
function growing(send: (step: ProgressStep) => void): (step: ProgressStep) => void {
  let last = -Infinity;
  let sentAt = -Infinity;
  return (step) => {
    const now = performance.now();
    if (step.done <= last || (now - sentAt < PROGRESS_SPACING_MS && step.done !== step.total)) return;
    last = step.done;
    sentAt = now;
    send(step);
  };
}

/** @throws ProtocolError for a state that the client made up, changed or took from elsewhere (MCP basic/patterns/mrtr). */
export function refuseForeignState(scope: RequestScope, sealed: string | undefined, binding: string): void {
  if (sealed === undefined || scope.runtime.sealer.open("state", sealed, binding) !== undefined) return;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Invalid or expired requestState", {
    reason: "invalid_request_state",
  });
}
