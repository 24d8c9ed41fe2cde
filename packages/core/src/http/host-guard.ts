import { isLoopback, type Settings } from "../config/index.ts";
import type { HttpMiddleware } from "./app-context.ts";
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
    const { host = "", "x-forwarded-host": forwarded } = ctx.req.headers;
    const asked = proxied && typeof forwarded === "string" ? sentTo(forwarded, settings.proxy.hops) : host;
    const hostname = HOST.exec(asked)?.[1]?.toLowerCase();
    if (hostname !== undefined && (isLoopback(hostname) || names.has(hostname))) return next();
    ctx.respond = false;
    writeRpcError(ctx.res, 403, {
      code: RPC_CODE.refused,
      message: `This server does not answer for host "${asked.slice(0, 100)}". Its operator can add it to ALLOWED_HOSTS.`,
    });
  };
}

/** Where proxies append, those that we trust wrote the last ones; where they do not, there is only one. */
function sentTo(list: string, hops: number): string {
  const names = list.split(",");
  return (names.at(-hops) ?? names[0] ?? "").trim();
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host.toLowerCase();
}
