import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleAll } from "cockatiel";
import type { Redis } from "ioredis";
import { inTime, LATE } from "./in-time.ts";

/** Redis for what can do without it: no answer in time is no answer, and is never waited for twice in a row. */
export interface GuardedRedis {
  readonly client: Redis;
  /** False while it is away or has just failed several times: then `ask` asks nothing. */
  readonly available: boolean;
  /**
   * Runs commands.
   *
   * @returns undefined for every failure: away, late, refused. Never throws.
   */
  ask<Result>(work: (client: Redis) => Promise<Result>): Promise<Result | undefined>;
}

/** Failures in a row after which nobody asks for a while. */
const FAILURES = 3;
const PAUSE_MS = 1_000;
const PATIENCE_MS = 150;

/**
 * Puts a time limit and a breaker before Redis, for caches and counters that have a second way.
 *
 * @param options.patienceMs how long one answer may take
 * @param options.pauseMs how long nobody asks after three failures in a row
 */
export function guardRedis(
  client: Redis,
  { patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS }: { patienceMs?: number; pauseMs?: number } = {},
): GuardedRedis {
  // Its own pause is over at once: it goes by a clock that may be set back.
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: -Infinity, breaker: new ConsecutiveBreaker(FAILURES) });
  let openedAt = 0;
  breaker.onBreak(() => (openedAt = performance.now()));
  const available = () => {
    if (client.status !== "ready" || breaker.state === CircuitState.HalfOpen) return false;
    return breaker.state === CircuitState.Closed || performance.now() - openedAt >= pauseMs;
  };
  return {
    client,
    get available() {
      return available();
    },
    async ask(work) {
      if (!available()) return undefined;
      try {
        return await breaker.execute(async () => {
          const answer = await inTime(work(client), patienceMs);
          if (answer === LATE) throw new Error("Redis did not answer in time.");
          return answer;
        });
      } catch {
        return undefined;
      }
    },
  };
}
