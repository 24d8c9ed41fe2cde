import { isLoopback } from "../config/index.ts";
import { networkOf, type RateLimit } from "../store/index.ts";
import type { HttpContext, HttpMiddleware } from "./app-context.ts";
import { isOperational } from "./is-operational.ts";
import { isSignedRoute } from "./is-signed-route.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

/**
 * Holds each address, or each /64 of IPv6, to so many requests before anybody looks who it is. Behind a trusted proxy the
 * address is the one that the proxy names; loopback itself is the operator's own machine, or a proxy that is not trusted
 * to say whom it speaks for, and is not held.
 *
 * @param options.onRefused told of each refusal.
 */
export function addressGuard({ limit, onRefused }: { limit: RateLimit; onRefused: () => void }): HttpMiddleware {
  const refuse = (ctx: HttpContext, waitMs: number) => {
    onRefused();
    const retryAfterS = Math.ceil(waitMs / 1000);
    ctx.respond = false;
    const error = {
      code: RPC_CODE.refused,
      message: `Too many requests from this address. Wait ${retryAfterS} s.`,
      data: { code: "rate_limited", retry_after_s: retryAfterS },
    };
    writeRpcError(ctx.res, 429, error, { "retry-after": `${retryAfterS}` });
  };
  return async (ctx, next) => {
    const address = plain(ctx.ip);
    const { target } = ctx.state;
    if (isLoopback(address) || isOperational(target) || isSignedRoute(target)) return next();
    const waitMs = await limit.take(networkOf(address));
    return waitMs > 0 ? refuse(ctx, waitMs) : next();
  };
}

/** An IPv4 address as a socket of both families has it (RFC 4291 §2.5.5.2). */
const plain = (address: string) => (address.startsWith("::ffff:") ? address.slice(7) : address);
