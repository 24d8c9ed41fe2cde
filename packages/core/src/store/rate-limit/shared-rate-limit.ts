import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { lru } from "../lru.ts";
import type { GuardedRedis } from "../guarded-redis.ts";
import { memoryRateLimit } from "./memory-rate-limit.ts";
import type { RateLimit, RateLimitOptions } from "./rate-limit.ts";

/** How long points are gathered before Redis hears of them: what replicas may overdraw together. */
const GATHER_MS = 50;
const MAX_KEYS = 50_000;

/**
 * Counts across replicas, and waits for none of them: a call is weighed by what this process knows, and Redis hears of it a
 * moment later; whom Redis then finds over the limit is refused here until the window ends. Without Redis each replica
 * holds the limit by itself, so there always is one.
 *
 * @param options.prefix of the keys in Redis
 */
export function sharedRateLimit(
  options: RateLimitOptions & { redis: GuardedRedis; prefix: string },
): RateLimit & { close(): void } {
  const { redis, prefix, points, windowS } = options;
  const local = memoryRateLimit({ points, windowS });
  const shared = new RateLimiterRedis({ storeClient: redis.client, points, duration: windowS, keyPrefix: prefix });
  const refusedUntil = lru<number>(MAX_KEYS);
  let gathered = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const tell = async (key: string, cost: number) => {
    const waitMs = await redis.ask(() => waitAfter(shared.consume(key, cost)));
    if (waitMs !== undefined && waitMs > 0) refusedUntil.set(key, performance.now() + waitMs);
  };
  const flush = () => {
    timer = undefined;
    const costs = gathered;
    gathered = new Map();
    if (redis.available) for (const [key, cost] of costs) void tell(key, cost);
  };
  const gather = (key: string, cost: number) => {
    if (gathered.size < MAX_KEYS || gathered.has(key)) gathered.set(key, (gathered.get(key) ?? 0) + cost);
    timer ??= setTimeout(flush, GATHER_MS).unref();
  };

  return {
    async take(key, cost = 1) {
      const waitMs = (refusedUntil.get(key) ?? 0) - performance.now();
      if (waitMs > 0) return waitMs;
      const localMs = await local.take(key, cost);
      if (localMs === 0) gather(key, cost);
      return localMs;
    },
    close: () => clearTimeout(timer),
  };
}

/** A refusal is an answer too: only Redis's own failures are to be failures. */
async function waitAfter(consumed: Promise<RateLimiterRes>): Promise<number> {
  try {
    const { remainingPoints, msBeforeNext } = await consumed;
    // The last point was taken, perhaps elsewhere: the next call would be one too many.
    return remainingPoints > 0 ? 0 : msBeforeNext;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}
