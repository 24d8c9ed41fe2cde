import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HttpMiddleware } from "./app-context.ts";
import type { InFlight } from "./in-flight.ts";
import type { Target } from "./route-table.ts";

const SANE_ID = /^[\w.:/+=@-]{1,128}$/;

/** Names the request, finds where it leads, and counts it until its response is closed. */
export function beginRequest(options: {
  targetOf: (path: string) => Target;
  inFlight: InFlight;
  health: { readonly draining: boolean };
}): HttpMiddleware {
  const { targetOf, inFlight, health } = options;
  return (ctx, next) => {
    const { req, res, state } = ctx;
    state.requestId = requestIdOf(req);
    state.target = targetOf(pathOf(req.url ?? "/"));
    state.openEnded = isOpenEnded(req);
    inFlight.enter(res, state.openEnded);
    res.setHeader("x-request-id", state.requestId);
    // A kept connection would bring its next request to a process that is about to end.
    if (health.draining) res.setHeader("connection", "close");
    return next();
  };
}

/** One that a proxy in front has given links its log to ours. */
function requestIdOf(req: IncomingMessage): string {
  const given = req.headers["x-request-id"];
  return typeof given === "string" && SANE_ID.test(given) ? given : randomUUID();
}

function pathOf(url: string): string {
  if (!url.startsWith("/")) return URL.canParse(url) ? new URL(url).pathname : url;
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** A GET of old clients for server messages; `subscriptions/listen`, whose header 2026-07-28 requires. */
function isOpenEnded({ method, headers }: IncomingMessage): boolean {
  if (method === "POST") return headers["mcp-method"] === "subscriptions/listen";
  return method === "GET" && headers.accept !== undefined && headers.accept.includes("text/event-stream");
}
