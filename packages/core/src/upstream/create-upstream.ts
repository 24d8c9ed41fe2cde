import type { Answer } from "./answer.ts";
import { createCache, type Cache } from "../cache/index.ts";
import { createBreakers, type BreakerState } from "./breakers.ts";
import { memoryBudgets, type Budgets } from "./budget/index.ts";
import { createConditionalCache } from "./conditional-cache.ts";
import { createConnections } from "./connections.ts";
import { createCredentialStates } from "./credential-states.ts";
import { sleepUnlessAborted } from "./deadline.ts";
import { createEgressGuard } from "./egress-guard.ts";
import { createQuota } from "./quota.ts";
import { openSession, type SessionParts } from "./session.ts";
import { createSingleFlight } from "./single-flight.ts";
import type { UpstreamEvent } from "./upstream-event.ts";
import { defaultLimits, type UpstreamLimits } from "./upstream-limits.ts";
import type { UpstreamTarget } from "./upstream-target.ts";
import type { Upstream } from "./upstream.ts";

const defaultReads = 8;

/**
 * The one way out to a vendor: every request of every vendor SDK passes here.
 *
 * @param options.cacheKey at least 16 random bytes; keys the names that credentials are known under
 * @param options.cache what was read; by default one of its own, in this process
 * @param options.budgets what is left of the vendor's quotas; by default as this process alone knows it
 * @param options.observe told of each request and each answer from the cache; must not throw
 * @param options.onBreaker told when a host is held for down, tried again, and in use again; must not throw
 * @param options.now milliseconds since the epoch
 * @param options.sleep waits `ms`, or less if `signal` is aborted
 * @throws TypeError for a short key or a host that is none
 */
export function createUpstream(options: {
  target: UpstreamTarget;
  limits?: Partial<UpstreamLimits>;
  cacheKey: Buffer;
  cache?: Cache;
  budgets?: Budgets;
  observe?: (event: UpstreamEvent) => void;
  onBreaker?: (host: string, state: BreakerState) => void;
  now?: () => number;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Upstream {
  if (options.cacheKey.byteLength < 16) throw new TypeError("The cache key needs at least 16 bytes.");
  const { target, observe = () => {}, now = Date.now, sleep = sleepUnlessAborted } = options;
  const { cache = createCache({ key: options.cacheKey }), budgets = memoryBudgets({ now }) } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { reads = defaultReads, writeSpacingMs = 0 } = target.concurrency ?? {};
  const { maxRetries, maxInlineWaitMs, breakerCalls, breakerPauseMs } = limits;
  let order = 0;
  const parts: SessionParts = {
    target,
    limits,
    guard: createEgressGuard(target),
    connections: createConnections(limits, target.caFile),
    quota: createQuota({ target, budgets, maxInlineWaitMs, now, sleep }),
    breakers: createBreakers(
      { minimumCalls: breakerCalls, halfOpenAfterMs: breakerPauseMs },
      options.onBreaker ?? (() => {}),
    ),
    cache,
    answers: createConditionalCache(cache, now),
    states: createCredentialStates(options.cacheKey, { reads, writeSpacingMs, now, sleep }),
    flights: createSingleFlight<Answer>(),
    retry: { maxRetries, maxInlineWaitMs, now, sleep },
    now,
    observe,
    nextOrder: () => (order += 1),
  };
  return {
    fetchFor: (call) => openSession(parts, call),
    invalidate: (credentialId) => cache.revoke(credentialId),
    close: () => parts.connections.close(),
  };
}
