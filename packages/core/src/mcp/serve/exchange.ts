import type { Server, ServerContext } from "@modelcontextprotocol/server";
import type { Answer, ProgressStep } from "../../connector/index.ts";
import type { Exchange } from "../call/call.ts";
import { notifyOf } from "./notify.ts";
import type { RequestScope } from "./request-scope.ts";
import { canAnswer, capabilitiesOf, senderOf, takesTasks } from "./sender.ts";

/** Least time between two progress notices that nobody waits for, in milliseconds. */
const PROGRESS_SPACING_MS = 20;

/** The line back to the client, over the SDK's request context: the same for both eras. */
export function exchangeOf(server: Server, ctx: ServerContext, scope: RequestScope): Exchange {
  const { mcpReq } = ctx;
  const capabilities = capabilitiesOf(server, ctx);
  return {
    signal: mcpReq.signal,
    answers: (mcpReq.inputResponses ?? {}) as Record<string, Answer>,
    sealedState: mcpReq.requestState<string>(),
    canAsk: (method) => canAnswer(capabilities, method),
    progress: progressOf(ctx, scope),
    log: (level, text) => void mcpReq.log(level, text),
    closeStream: () => ctx.http?.closeSSE?.(),
    notify: notifyOf(scope),
    takesTasks: mcpReq.envelope !== undefined && takesTasks(capabilities),
    sender: senderOf(server, ctx),
    capabilities: capabilities ?? {},
  };
}

function progressOf({ mcpReq }: ServerContext, { runtime, caller }: RequestScope): Exchange["progress"] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  return growing(({ done, total, message }) => {
    // Aborts when the request is over, too: whoever still counts then counts alone.
    if (mcpReq.signal.aborted) return;
    const params = {
      progressToken,
      progress: done,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    };
    mcpReq
      .notify({ method: "notifications/progress", params })
      .catch((error: unknown) => runtime.reportError(error, { requestId: caller.requestId }));
  });
}

/** Progress must grow (MCP basic/utilities/progress); the last step is never swallowed. */
function growing(send: (step: ProgressStep) => void): (step: ProgressStep) => void {
  let last = -Infinity;
  let sentAt = -Infinity;
  return (step) => {
    const now = performance.now();
    if (!(step.done > last) || (now - sentAt < PROGRESS_SPACING_MS && step.done !== step.total)) return;
    last = step.done;
    sentAt = now;
    send(step);
  };
}
