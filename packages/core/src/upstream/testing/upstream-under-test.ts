import { createCache } from "../../cache/index.ts";
import type { RedisReplica } from "../../testing/index.ts";
import type { BreakerState } from "../breakers.ts";
import { redisBudgets } from "../budget/index.ts";
import { createUpstream } from "../create-upstream.ts";
import type { UpstreamEvent } from "../upstream-event.ts";
import type { UpstreamLimits } from "../upstream-limits.ts";
import type { UpstreamTarget } from "../upstream-target.ts";
import type { UpstreamCall, UpstreamSession } from "../upstream.ts";

export interface UpstreamUnderTest extends AsyncDisposable {
  /** A session as `who`, whose credential is sent as `authorization: token <who>`. */
  session(who?: string, call?: Partial<UpstreamCall>): UpstreamSession;
  invalidate(who: string): Promise<void>;
  readonly events: readonly UpstreamEvent[];
  /** What breakers did, in order. */
  readonly breakers: readonly BreakerState[];
  /** What was slept, in milliseconds; under test time this does not take any. */
  readonly slept: readonly number[];
  /** Moves the clock on (or back). */
  advance(ms: number): void;
}

/**
 * An upstream to loopback vendors. Its clock runs with the real one; `fakeSleep` makes each wait an instant that moves
 * the clock by the time asked for.
 */
export function upstreamUnderTest(
  target: Omit<UpstreamTarget, "allowLoopbackHttp"> & { allowLoopbackHttp?: boolean },
  {
    limits = {},
    fakeSleep = false,
    replica,
  }: {
    limits?: Partial<UpstreamLimits>;
    fakeSleep?: boolean;
    /** One of several on a Redis, with the prefix that they share. */
    replica?: { redis: RedisReplica; prefix: string };
  } = {},
): UpstreamUnderTest {
  const cacheKey = Buffer.alloc(32, 7);
  const events: UpstreamEvent[] = [];
  const slept: number[] = [];
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const breakers: BreakerState[] = [];
  const shared = replica && {
    cache: createCache({ key: cacheKey, redis: { ...replica.redis, prefix: replica.prefix } }),
    budgets: redisBudgets({ redis: replica.redis.guarded, prefix: `${replica.prefix}/budget/`, replicas: 3, now }),
  };
  const upstream = createUpstream({
    target: { allowLoopbackHttp: true, ...target },
    limits: { connectTimeoutMs: 1_000, ...limits },
    cacheKey,
    ...shared,
    onBreaker: (_host, state) => breakers.push(state),
    observe: (event) => events.push(event),
    now,
    ...(fakeSleep && {
      sleep: async (ms: number) => {
        slept.push(ms);
        aheadMs += ms;
      },
    }),
  });
  return {
    session: (who = "mlind", call = {}) =>
      upstream.fetchFor({
        credential: { id: who, apply: (headers) => headers.set("authorization", `token ${who}`) },
        signal: new AbortController().signal,
        deadlineAt: now() + 10_000,
        label: { connector: "github", tool: "get_issue" },
        ...call,
      }),
    invalidate: (who) => upstream.invalidate(who),
    events,
    breakers,
    slept,
    advance: (ms) => {
      aheadMs += ms;
    },
    async [Symbol.asyncDispose]() {
      shared?.cache.close();
      await upstream.close();
    },
  };
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("The promise was fulfilled.");
}
