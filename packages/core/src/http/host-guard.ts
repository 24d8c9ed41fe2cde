import type { IncomingMessage } from "node:http";
import { isLoopback, type Settings } from "../config/index.ts";
import type { HttpContext, HttpMiddleware } from "./app-context.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";
import { hasTrustedProxies } from "./trusted-proxies.ts";

const HOST = /^(\[[0-9a-f:.]+\]|[\w-]+(?:\.[\w-]+)*)\.?(?::\d{1,5})?$/i;

/**
 * Refuses requests that are addressed to a name we do not have. A page whose name was rebound to 127.0.0.1 gets its
 * requests here with its own name in Host.
 */
export function hostGuard(
  settings: Pick<Settings, "host" | "allowedHosts" | "publicUrl" | "trustProxy" | "proxy">,
): HttpMiddleware {
  const names = new Set([...settings.allowedHosts, bracketed(settings.host)]);
  if (settings.publicUrl !== undefined) names.add(new URL(settings.publicUrl).hostname);
  // Listening everywhere does not make "everywhere" a name.
  for (const wildcard of ["0.0.0.0", "[::]"]) names.delete(wildcard);

  const proxied = hasTrustedProxies(settings);
  return (ctx, next) => {
    const { target } = ctx.state;
    if (target.kind === "routes" && target.routes.some(({ anyHost }) => anyHost)) return next();
    if (hasTwoHosts(ctx.req)) return refuse(ctx, 400, "The request names two hosts.");
    const { host = "", "x-forwarded-host": forwarded } = ctx.req.headers;
    const asked = proxied && typeof forwarded === "string" ? sentTo(forwarded, settings.proxy.hops) : host;
    const hostname = HOST.exec(asked)?.[1]?.toLowerCase();
    if (hostname !== undefined && (isLoopback(hostname) || names.has(hostname))) return next();
    const message = `This server does not answer for host "${asked.slice(0, 100)}". Its operator can add it to ALLOWED_HOSTS.`;
    return refuse(ctx, 403, message);
  };
}

function refuse(ctx: HttpContext, status: 400 | 403, message: string): void {
  ctx.respond = false;
  writeRpcError(ctx.res, status, { code: RPC_CODE.refused, message });
}

/** Node shows the first one only; whatever is in front of us may have gone by the other (RFC 9112 §3.2). */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let found = false;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    if (found) return true;
    found = true;
  }
  return false;
}

/** Where proxies append, those that we trust wrote the last ones; where they do not, there is only one. */
function sentTo(list: string, hops: number): string {
  const names = list.split(",");
  return (names.at(-hops) ?? names[0] ?? "").trim();
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host.toLowerCase();
}
