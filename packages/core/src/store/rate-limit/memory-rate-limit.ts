import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { lru } from "../lru.ts";
import type { RateLimit, RateLimitOptions } from "./rate-limit.ts";

/** Addresses are for the taking: whoever has a network of them must not fill our memory. */
const MAX_KEYS = 50_000;

/** Counts in this process. Knows the 50,000 keys that it saw last. */
export function memoryRateLimit({ points, windowS }: RateLimitOptions): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: windowS, keyPrefix: "" });
  const keys = lru<true>(MAX_KEYS, { onEvict: (key) => void limiter.delete(key) });
  return {
    async take(key, cost = 1) {
      keys.set(key, true);
      try {
        await limiter.consume(key, cost);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
        throw refusal;
      }
    },
  };
}
