import type { Settings } from "../config/index.ts";
import type { HttpContext, HttpMiddleware } from "./app-context.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

/**
 * Refuses requests of web pages that nobody allowed (MCP 2026-07-28, Streamable HTTP, "Security"). Clients that are
 * no browsers send no Origin.
 */
export function originGuard(settings: Pick<Settings, "allowedOrigins" | "publicUrl">): HttpMiddleware {
  const allowed = new Set(settings.allowedOrigins.map(normalized));
  if (settings.publicUrl !== undefined) allowed.add(new URL(settings.publicUrl).origin);

  return (ctx, next) => {
    const { origin } = ctx.req.headers;
    if (origin === undefined || isAllowed(origin, allowed) || isExcepted(ctx)) return next();
    ctx.respond = false;
    writeRpcError(ctx.res, 403, {
      code: RPC_CODE.refused,
      message: `Pages of origin "${origin.slice(0, 100)}" may not call this server. Its operator can add it to ALLOWED_ORIGINS.`,
    });
  };
}

/**
 * Routes that any page may read; and forms of our own pages, whose origin is `null` because they tell no referrer (Fetch
 * "append a request Origin header"). That they are ours is then the browser's word in Sec-Fetch-Site, which no page can set.
 */
function isExcepted({ req, state: { target } }: HttpContext): boolean {
  if (target.kind !== "routes") return false;
  if (target.routes.some(({ cors }) => cors === "anyone")) return true;
  const own = req.headers.origin === "null" && req.headers["sec-fetch-site"] === "same-origin";
  return own && target.routes.some(({ forms }) => forms === true);
}

/** By whole origin, by host and port, or by host name. `null`, which any sandboxed page sends, is no URL. */
function isAllowed(origin: string, allowed: ReadonlySet<string>): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, hostname } = new URL(origin);
  return allowed.has(normalized(origin)) || (host !== "" && (allowed.has(host) || allowed.has(hostname)));
}

/** Browsers leave the default port out, people do not. Origins of other schemes have no normal form. */
function normalized(entry: string): string {
  return /^https?:\/\//i.test(entry) && URL.canParse(entry) ? new URL(entry).origin : entry.toLowerCase();
}
