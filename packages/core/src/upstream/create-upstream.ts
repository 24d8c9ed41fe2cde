import type { Answer } from "./answer.ts";
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
 * @param options.cacheKey at least 16 random bytes; keys the names of cache partitions
 * @param options.observe told of each request and each answer from the cache; must not throw
 * @param options.now milliseconds since the epoch
 * @param options.sleep waits `ms`, or less if `signal` is aborted
 * @throws TypeError for a short key or a host that is none
 */
export function createUpstream(options: {
  target: UpstreamTarget;
  limits?: Partial<UpstreamLimits>;
  cacheKey: Buffer;
  observe?: (event: UpstreamEvent) => void;
  now?: () => number;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Upstream {
  if (options.cacheKey.byteLength < 16) throw new TypeError("The cache key needs at least 16 bytes.");
  const { target, observe = () => {}, now = Date.now, sleep = sleepUnlessAborted } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { reads = defaultReads, writeSpacingMs = 0 } = target.concurrency ?? {};
  let mark = 0;
  const parts: SessionParts = {
    target,
    limits,
    guard: createEgressGuard(target),
    connections: createConnections(limits, target.caFile),
    quota: createQuota(target, now),
    cache: createConditionalCache(now),
    states: createCredentialStates(options.cacheKey, { reads, writeSpacingMs, now, sleep }),
    flights: createSingleFlight<Answer>(),
    retry: { maxRetries: limits.maxRetries, maxInlineWaitMs: limits.maxInlineWaitMs, now, sleep },
    now,
    observe,
    nextMark: () => (mark += 1),
  };
  return {
    fetchFor: (call) => openSession(parts, call),
    invalidate(credentialId) {
      const partition = parts.states.invalidate(credentialId);
      if (partition !== undefined) parts.cache.dropPartition(partition);
    },
    close: () => parts.connections.close(),
  };
}
