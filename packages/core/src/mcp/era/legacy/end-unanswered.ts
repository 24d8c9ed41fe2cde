import type { ServerResponse } from "node:http";
import type { Taken } from "./live-sessions.ts";

/** A cancelled request gets no answer (2025-11-25 "Cancellation"). */
export function endUnanswered(res: ServerResponse): Taken {
  res.writeHead(200, { "content-type": "text/event-stream" }).end();
  return "whole";
}
