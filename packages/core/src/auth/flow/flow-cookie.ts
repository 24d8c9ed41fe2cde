import type { AuthContext } from "../server/auth-route.ts";
import { FLOW_MS, nameOf } from "./flow-records.ts";

const NAME_LENGTH = 16;

/**
 * Binds what leaves for the vendor to the browser that said yes (CVE-2026-27124 is what happens without). One cookie per
 * flow, so that two tabs do not get into each other's way.
 */
export function flowCookie(issuer: string): {
  set(ctx: AuthContext, state: string, browser: string): void;
  read(ctx: AuthContext, state: string): string | undefined;
  clear(ctx: AuthContext, state: string): void;
} {
  const secure = issuer.startsWith("https:");
  // Browsers take `__Host-` with Secure only, and Secure over http on loopback not everywhere.
  const prefix = secure ? "__Host-flow-" : "flow-";
  const cookieName = (state: string) => prefix + nameOf(state).slice(0, NAME_LENGTH);
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  const write = (ctx: AuthContext, line: string) => ctx.res.appendHeader("set-cookie", line);
  return {
    set: (ctx, state, browser) =>
      write(ctx, `${cookieName(state)}=${browser}; Max-Age=${FLOW_MS / 1000}; ${attributes}`),
    read: (ctx, state) => readCookie(ctx, cookieName(state)),
    clear: (ctx, state) => write(ctx, `${cookieName(state)}=; Max-Age=0; ${attributes}`),
  };
}

/** The value of a cookie as the browser sent it. */
export function readCookie(ctx: AuthContext, name: string): string | undefined {
  const pairs = ctx.req.headers.cookie?.split(/;\s*/) ?? [];
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
