import { escapeSeparators } from "./escape-separators.ts";

/**
 * A response of the SDK as Node is to send it. The SDK tells every stream's connection to stay, which is not its to say
 * (RFC 9112 §9.6): a client that wants it closed would wait for ever, and a process that is about to end would be sent the
 * next request.
 */
export function forNode(response: Response): Response {
  response.headers.delete("connection");
  const { body, headers, status } = response;
  if (body === null || headers.get("content-type") !== "text/event-stream") return response;
  const escaped = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => controller.enqueue(escapeSeparators(chunk)),
  });
  return new Response(body.pipeThrough(escaped), { status, headers });
}
