import type { Settings } from "../config/index.ts";
import type { HttpMiddleware } from "./app-context.ts";
import { isLoopback } from "./loopback.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

const HOST = /^(\[[0-9a-f:.]+\]|[\w-]+(?:\.[\w-]+)*)\.?(?::\d{1,5})?$/i;

/**
 * Refuses requests that are addressed to a name we do not have. A page whose name was rebound to 127.0.0.1 gets its
 * requests here with its own name in Host.
 */
export function hostGuard(
  settings: Pick<Settings, "host" | "allowedHosts" | "publicUrl" | "trustProxy">,
): HttpMiddleware {
  const names = new Set([...settings.allowedHosts, bracketed(settings.host)]);
  if (settings.publicUrl !== undefined) names.add(new URL(settings.publicUrl).hostname);
  // Listening everywhere does not make "everywhere" a name.
  for (const wildcard of ["0.0.0.0", "[::]"]) names.delete(wildcard);

  return (ctx, next) => {
    const { target } = ctx.state;
    if (target.kind === "routes" && target.routes.some(({ anyHost }) => anyHost)) return next();
    const { host = "", "x-forwarded-host": forwarded } = ctx.req.headers;
    const asked = settings.trustProxy && typeof forwarded === "string" ? lastOf(forwarded) : host;
    const hostname = HOST.exec(asked)?.[1]?.toLowerCase();
    if (hostname !== undefined && (isLoopback(hostname) || names.has(hostname))) return next();
    ctx.respond = false;
    writeRpcError(ctx.res, 403, {
      code: RPC_CODE.refused,
      message: `This server does not answer for host "${asked.slice(0, 100)}". Its operator can add it to ALLOWED_HOSTS.`,
    });
  };
}

/** Where proxies append, the nearest one, which we trust, wrote the last. */
function lastOf(list: string): string {
  return list.slice(list.lastIndexOf(",") + 1).trim();
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host.toLowerCase();
}
