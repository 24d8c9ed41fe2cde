import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Taken } from "./live-sessions.ts";

/**
 * Writes a web response to Node's, honouring the reader's pace.
 *
 * @param signal Aborts when the client leaves: the body is given up then.
 */
export async function sendResponse(res: ServerResponse, response: Response, signal: AbortSignal): Promise<Taken> {
  const reader = response.body?.getReader();
  const leave = () => void reader?.cancel().catch(() => {});
  if (signal.aborted) {
    leave();
    return "left";
  }
  res.writeHead(response.status, Object.fromEntries(response.headers));
  res.flushHeaders();
  signal.addEventListener("abort", leave, { once: true });
  try {
    while (reader !== undefined && !signal.aborted) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!res.write(value)) await once(res, "drain", { signal }).catch(() => {});
    }
  } finally {
    signal.removeEventListener("abort", leave);
    res.end();
  }
  return signal.aborted ? "left" : "whole";
}
