import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { escapeSeparators } from "../escape-separators.ts";
import type { Taken } from "./live-sessions.ts";

/**
 * Writes a web response to Node's, honouring the reader's pace.
 *
 * @param signal Aborts when the client leaves: the body is given up then.
 */
export async function sendResponse(res: ServerResponse, response: Response, signal: AbortSignal): Promise<Taken> {
  const { body, headers, status } = response;
  // The SDK tells every stream's connection to stay: see `forNode`.
  headers.delete("connection");
  const isStream = headers.get("content-type") === "text/event-stream";
  const reader = body?.getReader();
  const leave = () => void reader?.cancel().catch(() => {});
  if (signal.aborted) {
    leave();
    return "left";
  }
  res.writeHead(status, Object.fromEntries(headers));
  // Headers leave together with the first event; a stream that is silent so far sends them alone.
  const silent = setImmediate(() => res.flushHeaders());
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (
      let chunk = await reader?.read();
      chunk?.value !== undefined && !signal.aborted;
      chunk = await reader?.read()
    ) {
      const bytes = isStream ? escapeSeparators(chunk.value) : chunk.value;
      if (!res.write(bytes)) await once(res, "drain", { signal }).catch(() => {});
    }
  } finally {
    clearImmediate(silent);
    signal.removeEventListener("abort", leave);
    res.end();
  }
  return signal.aborted ? "left" : "whole";
}
