import { BrokenCircuitError, circuitBreaker, CircuitState, handleWhen, SamplingBreaker } from "cockatiel";
import type { WireAnswer } from "./exchange.ts";
import { UpstreamError, upstreamErrorOf } from "./upstream-error.ts";

/** Keeps from a vendor that is down what would only fail there, and make it worse. */
export interface Breakers {
  /**
   * Runs one exchange, whose end is counted.
   *
   * @throws UpstreamError unavailable, unsent, with the time until the next try, while the host is held for down
   */
  run(host: string, work: () => Promise<WireAnswer>): Promise<WireAnswer>;
}

export type BreakerState = "closed" | "half_open" | "open";

export interface BreakerOptions {
  /** Exchanges of the last 30 s before their failures mean anything. */
  readonly minimumCalls: number;
  /** Milliseconds from opening until one request may try. */
  readonly halfOpenAfterMs: number;
}

const SAMPLE_MS = 30_000;
const THRESHOLD = 0.5;
/** What to wait for while another one's try is under way. */
const TRYING_MS = 1_000;

const names: Partial<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.HalfOpen]: "half_open",
  [CircuitState.Open]: "open",
};

/** A 5xx, a broken connection, silence. What a caller gave up, or sent wrongly, says nothing about the vendor. */
const counts = handleWhen((error) => {
  const kind = upstreamErrorOf(error)?.kind;
  return kind === "unavailable" || kind === "timeout";
}).orWhenResult((answer) => (answer as WireAnswer).status >= 500);

/** One breaker per host of the vendor: half of the last 30 s failed, of 20 exchanges at least. */
export function createBreakers(
  { minimumCalls, halfOpenAfterMs }: BreakerOptions,
  onState: (host: string, state: BreakerState) => void,
): Breakers {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>();

  const createBreaker = (host: string) => {
    const policy = circuitBreaker(counts, {
      // The pause is ours: the library's goes by a clock that may be set back.
      halfOpenAfter: -Infinity,
      breaker: new SamplingBreaker({
        threshold: THRESHOLD,
        duration: SAMPLE_MS,
        minimumRps: (minimumCalls * 1_000) / SAMPLE_MS,
      }),
    });
    const breaker = { policy, openedAt: 0 };
    policy.onBreak(() => (breaker.openedAt = performance.now()));
    policy.onStateChange((state) => onState(host, names[state] ?? "open"));
    onState(host, "closed");
    return breaker;
  };

  return {
    async run(host, work) {
      let breaker = breakers.get(host);
      if (breaker === undefined) breakers.set(host, (breaker = createBreaker(host)));
      const { policy, openedAt } = breaker;
      // The library would make everybody wait for the one that tries.
      if (policy.state === CircuitState.HalfOpen) throw heldForDown(host, TRYING_MS);
      const waitMs = policy.state === CircuitState.Open ? openedAt + halfOpenAfterMs - performance.now() : 0;
      if (waitMs > 0) throw heldForDown(host, waitMs);
      try {
        return await policy.execute(work);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? heldForDown(host, TRYING_MS) : error;
      }
    },
  };
}

const heldForDown = (host: string, retryAfterMs: number) =>
  new UpstreamError("unavailable", { sent: false, host, retryAfterMs });
