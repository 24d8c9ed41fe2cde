import type { ServerResponse } from "node:http";
import type { Log } from "../observe/index.ts";
import type { HttpContext, HttpMiddleware } from "./app-context.ts";
import { isOperational } from "./is-operational.ts";

const MAX_AGENT = 128;

/**
 * Writes a line about each request that comes in, also of those that come to nothing: what operators look for when a client
 * cannot connect. Of paths only what we serve is written, of bodies and answers only their sizes: `logging.remote_requests`.
 */
export function logRequests(log: Log): HttpMiddleware {
  return (ctx, next) => {
    const { req, res, state } = ctx;
    // Probes come every few seconds and would hide what is looked for.
    if (isOperational(state.target)) return next();
    const startedAt = performance.now();
    const sent = countSent(res);
    res.once("close", () => {
      const { trace } = state;
      const { method, tool, client, outcome, code, stage } = trace?.facts ?? {};
      log.info(
        {
          request_id: state.requestId,
          trace_id: trace?.traceId,
          http_method: req.method,
          path: servedPath(ctx),
          method,
          tool,
          outcome,
          code,
          stage,
          client,
          user_agent: req.headers["user-agent"]?.slice(0, MAX_AGENT),
          bearer_sent: req.headers.authorization !== undefined,
          status: res.statusCode,
          complete: res.writableFinished,
          duration_ms: Math.round((performance.now() - startedAt) * 100) / 100,
          request_bytes: bytesOf(req.headers["content-length"]),
          response_bytes: sent(),
        },
        "http_request",
      );
    });
    return next();
  };
}

/** The route, not the path: nobody but us has put words into it. */
function servedPath({ state: { target } }: HttpContext): string {
  switch (target.kind) {
    case "mcp":
      return `${target.mount.path}/mcp${target.path === "/mcp" ? "" : "/*"}`;
    case "routes":
      return target.routes[0]?.path ?? "_other";
    case "nothing":
      return "_other";
  }
}

/** Undefined for a body in chunks, whose length nobody has told. */
function bytesOf(contentLength: string | undefined): number | undefined {
  return contentLength === undefined ? undefined : Number(contentLength);
}

/** Counts what a response sends, whoever writes it. */
function countSent(res: ServerResponse): () => number {
  let bytes = 0;
  const counting =
    (write: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) => {
      const [chunk] = args;
      if (typeof chunk === "string" || chunk instanceof Uint8Array) bytes += Buffer.byteLength(chunk);
      return write(...args);
    };
  res.write = counting(res.write.bind(res) as (...args: unknown[]) => unknown) as ServerResponse["write"];
  res.end = counting(res.end.bind(res) as (...args: unknown[]) => unknown) as ServerResponse["end"];
  return () => bytes;
}
