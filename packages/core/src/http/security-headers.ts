import { isLoopback, type Settings } from "../config/index.ts";
import type { HttpMiddleware } from "./app-context.ts";

/**
 * Nothing here is to be guessed at, framed, stored or told to others. A route that knows better sets its own. None has
 * Cross-Origin-Opener-Policy here: clients that open the sign-in in a window want to hear from it again.
 */
export function securityHeaders({ publicUrl, tls }: Pick<Settings, "publicUrl" | "tls">): HttpMiddleware {
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  // A promise for localhost would bind every other program on a person's machine.
  const keeps = tls.hstsMs > 0 && known?.protocol === "https:" && !isLoopback(known.hostname);
  const hsts = keeps ? `max-age=${Math.floor(tls.hstsMs / 1000)}` : undefined;
  return (ctx, next) => {
    const { res } = ctx;
    res.setHeader("x-content-type-options", "nosniff");
    res.setHeader("referrer-policy", "no-referrer");
    res.setHeader("cache-control", "no-store");
    res.setHeader("content-security-policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    res.setHeader("x-frame-options", "DENY");
    // Not over clear text (RFC 6797 §7.2), where anybody could have written it.
    if (hsts !== undefined && ctx.secure) res.setHeader("strict-transport-security", hsts);
    return next();
  };
}
