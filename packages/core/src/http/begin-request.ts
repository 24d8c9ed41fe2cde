import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { CallTrace } from "../observe/index.ts";
import type { HttpMiddleware } from "./app-context.ts";
import type { InFlight } from "./in-flight.ts";
import type { Target } from "./route-table.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

const SANE_ID = /^[\w.:/+=@-]{1,128}$/;

/** Names the request, finds where it leads, and counts it until its response is closed. */
export function beginRequest(options: {
  targetOf: (path: string) => Target;
  inFlight: InFlight;
  health: { readonly draining: boolean };
  /** Begins to note what MCP requests spend their time with; undefined: nobody wants to know. */
  beginTrace: (() => CallTrace) | undefined;
}): HttpMiddleware {
  const { targetOf, inFlight, health, beginTrace } = options;
  return (ctx, next) => {
    const { req, res, state } = ctx;
    state.requestId = requestIdOf(req);
    const wellFormed = originForm(req);
    state.path = pathOf(req.url ?? "/");
    state.target = targetOf(state.path);
    state.openEnded = isOpenEnded(req);
    state.trace = state.target.kind === "mcp" ? beginTrace?.() : undefined;
    if (state.trace !== undefined) res.once("close", state.trace.end);
    state.trace?.enter("guards");
    inFlight.enter(res, state.openEnded);
    res.setHeader("x-request-id", state.requestId);
    // A kept connection would bring its next request to a process that is about to end.
    if (health.draining) res.setHeader("connection", "close");
    if (wellFormed) return next();
    ctx.respond = false;
    writeRpcError(res, 400, { code: RPC_CODE.refused, message: "The request target is not a path." });
  };
}

/** One that a proxy in front has given links its log to ours. */
function requestIdOf(req: IncomingMessage): string {
  const given = req.headers["x-request-id"];
  return typeof given === "string" && SANE_ID.test(given) ? given : randomUUID();
}

/**
 * Turns `GET http://host/path`, which servers must take, into what everybody else sends; its host counts, not the
 * header's (RFC 9112 §3.2.2).
 */
function originForm(req: IncomingMessage): boolean {
  const target = req.url ?? "/";
  if (target.startsWith("/")) return true;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return false;
  const { host, pathname, search } = new URL(target);
  req.url = pathname + search;
  req.headers.host = host;
  return true;
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** A GET of old clients for server messages; `subscriptions/listen`, whose header 2026-07-28 requires. */
function isOpenEnded({ method, headers }: IncomingMessage): boolean {
  if (method === "POST") return headers["mcp-method"] === "subscriptions/listen";
  return method === "GET" && headers.accept !== undefined && headers.accept.includes("text/event-stream");
}
