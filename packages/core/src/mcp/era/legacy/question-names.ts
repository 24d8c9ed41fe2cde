import { isJSONRPCErrorResponse, isJSONRPCRequest, isJSONRPCResultResponse } from "@modelcontextprotocol/server";
import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";

/**
 * Names for what a session asks its client. The SDK counts from 0 on every replica, and two replicas may serve one session
 * at the same time: to the client, two questions would have one id, and to us, their answers.
 */
export interface QuestionNames {
  /** A message on its way to the client. */
  outbound(message: JSONRPCMessage): JSONRPCMessage;
  /** A message from the client, as the SDK expects it. */
  inbound(message: JSONRPCMessage): JSONRPCMessage;
  /** Whether this is the answer to a question with one of our names. */
  isOurs(message: object): boolean;
}

/** @param tag tells this opening of a session from every other one. */
export function questionNames(tag: string): QuestionNames {
  const prefix = `${tag}:`;
  const named = (id: RequestId) => prefix + String(id);
  const counted = (id: RequestId | undefined) =>
    typeof id === "string" && id.startsWith(prefix) ? Number(id.slice(prefix.length)) : undefined;
  return {
    outbound(message) {
      if (isJSONRPCRequest(message)) return { ...message, id: named(message.id) };
      const { params } = message as { params?: { requestId?: RequestId } };
      const cancels = "method" in message && message.method === "notifications/cancelled";
      if (!cancels || params?.requestId === undefined) return message;
      return { ...message, params: { ...params, requestId: named(params.requestId) } };
    },
    inbound(message) {
      if (!isAnswer(message)) return message;
      const id = counted(message.id);
      return id === undefined ? message : { ...message, id };
    },
    isOurs: (message) => isAnswer(message) && counted(message.id) !== undefined,
  };
}

/** Whether a message is a client's answer to something that it was asked. */
export function isAnswer(message: object): message is JSONRPCMessage & { id?: RequestId } {
  return isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
}
