import type { HttpContext, HttpMiddleware } from "./app-context.ts";

const METHODS = "GET, POST, DELETE";
const HEADERS = new Set([
  "content-type",
  "accept",
  "authorization",
  "mcp-protocol-version",
  "mcp-method",
  "mcp-name",
  "mcp-session-id",
  "last-event-id",
  "if-none-match",
  "x-mcp-toolsets",
  "x-mcp-tools",
  "x-mcp-exclude-tools",
  "x-mcp-readonly",
]);
const EXPOSED = "www-authenticate, mcp-session-id, retry-after, x-request-id";
const PREFLIGHT_SECONDS = "600";

/** Lets browser clients of allowed origins read MCP and metadata. The origin guard in front has refused all others. */
export const cors: HttpMiddleware = (ctx, next) => {
  const shared = sharedWith(ctx);
  if (shared === "nobody") return next();
  const { req, res } = ctx;
  const { origin } = req.headers;
  res.setHeader("vary", "Origin");
  if (origin !== undefined) {
    // No credentials either way: cookies are sent to none of these.
    res.setHeader("access-control-allow-origin", shared === "anyone" ? "*" : origin);
    res.setHeader("access-control-expose-headers", EXPOSED);
  }
  if (req.method !== "OPTIONS") return next();

  ctx.respond = false;
  if (origin !== undefined && req.headers["access-control-request-method"] !== undefined) {
    res.setHeader("vary", "Origin, Access-Control-Request-Headers");
    res.setHeader("access-control-allow-methods", METHODS);
    res.setHeader("access-control-allow-headers", allowedHeaders(req.headers["access-control-request-headers"]));
    res.setHeader("access-control-max-age", PREFLIGHT_SECONDS);
  }
  res.writeHead(204).end();
};

function sharedWith({ state: { target } }: HttpContext): "nobody" | "allowed" | "anyone" {
  if (target.kind === "mcp") return "allowed";
  const shared = target.kind === "routes" ? target.routes.map(({ cors: each }) => each) : [];
  if (shared.includes("anyone")) return "anyone";
  return shared.includes(true) ? "allowed" : "nobody";
}

/** Those asked for, as `Mcp-Param-*` cannot be listed beforehand; all of ours where none is named. */
function allowedHeaders(requested: string | undefined): string {
  if (requested === undefined) return [...HEADERS].join(", ");
  const names = requested.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => HEADERS.has(name) || /^mcp-param-[\w-]+$/.test(name)).join(", ");
}
