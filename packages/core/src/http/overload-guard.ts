import type { LoopDelay } from "../observe/index.ts";
import type { HttpMiddleware } from "./app-context.ts";
import type { InFlight } from "./in-flight.ts";
import { isOperational } from "./is-operational.ts";
import { isSignedRoute } from "./is-signed-route.ts";
import type { Target } from "./route-table.ts";
import { RPC_CODE, writeRpcError } from "./rpc-error.ts";

/** With fewer calls than these, refusing one would not help those that are late. */
const CROWD = 32;
const RETRY_AFTER_S = 1;

/**
 * Refuses what this process could only answer late: 503 with Retry-After, before anything is read or looked up. A vendor's
 * delivery may be late: bursts are how vendors deliver, each costs little, and GitHub for one never sends it again.
 *
 * @param options.limits `inFlight` calls at once; `loopDelayMs` that the event loop may be late (99th percentile). 0: no limit.
 * @param options.onShed told of each refusal.
 */
export function overloadGuard(options: {
  inFlight: Pick<InFlight, "calls">;
  loop: LoopDelay;
  limits: { inFlight: number; loopDelayMs: number };
  onShed: () => void;
}): HttpMiddleware {
  const { inFlight, loop, limits, onShed } = options;
  const overloaded = (target: Target) => {
    // The request that asks is counted already.
    if (limits.inFlight > 0 && inFlight.calls > limits.inFlight) return true;
    if (limits.loopDelayMs === 0 || inFlight.calls <= CROWD || isSignedRoute(target)) return false;
    return loop.p99Ms() > limits.loopDelayMs;
  };
  return (ctx, next) => {
    if (!overloaded(ctx.state.target) || isOperational(ctx.state.target)) return next();
    onShed();
    ctx.respond = false;
    const error = {
      code: RPC_CODE.refused,
      message: "This server has more to do than it can. Try again in a moment.",
      data: { code: "rate_limited", retry_after_s: RETRY_AFTER_S },
    };
    writeRpcError(ctx.res, 503, error, { "retry-after": `${RETRY_AFTER_S}` });
  };
}
