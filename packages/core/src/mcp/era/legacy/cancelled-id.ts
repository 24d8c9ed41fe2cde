import type { RequestId } from "@modelcontextprotocol/server";

/** The request that a message says is not wanted any more (2025-11-25 "Cancellation"); undefined for every other message. */
export function cancelledId(message: object): RequestId | undefined {
  if (!("method" in message) || message.method !== "notifications/cancelled" || !("params" in message))
    return undefined;
  return (message.params as { requestId?: RequestId } | undefined)?.requestId;
}
