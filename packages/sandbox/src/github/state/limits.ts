export const RESOURCES = ["core", "search", "code_search", "graphql"] as const;
export type LimitedResource = (typeof RESOURCES)[number];

/** Requests per window; GraphQL counts points. */
const QUOTA: Record<LimitedResource, { limit: number; windowMs: number }> = {
  core: { limit: 5000, windowMs: 3_600_000 },
  search: { limit: 30, windowMs: 60_000 },
  code_search: { limit: 9, windowMs: 60_000 },
  graphql: { limit: 5000, windowMs: 3_600_000 },
};

export interface RateState {
  resource: LimitedResource;
  limit: number;
  used: number;
  remaining: number;
  resetAtMs: number;
}

/** Primary rate limits, one bucket per user and resource: all tokens of a person share it. */
export interface Limits {
  /** How a bucket stands, without spending. */
  read(login: string, resource: LimitedResource): RateState;
  /** Takes `cost` (1 by default) out of a bucket; it never goes below 0. */
  spend(login: string, resource: LimitedResource, cost?: number): RateState;
  /** Leaves exactly `left` in a bucket until its window ends. */
  leave(login: string, resource: LimitedResource, left: number): void;
}

export function createLimits(now: () => number): Limits {
  const buckets = new Map<string, { used: number; resetAtMs: number }>();
  function bucket(login: string, resource: LimitedResource): { used: number; resetAtMs: number } {
    const key = `${login.toLowerCase()} ${resource}`;
    const known = buckets.get(key);
    if (known && known.resetAtMs > now()) return known;
    const fresh = { used: 0, resetAtMs: now() + QUOTA[resource].windowMs };
    buckets.set(key, fresh);
    return fresh;
  }
  function read(login: string, resource: LimitedResource): RateState {
    const { used, resetAtMs } = bucket(login, resource);
    const { limit } = QUOTA[resource];
    return { resource, limit, used, remaining: limit - used, resetAtMs };
  }
  return {
    read,
    spend(login, resource, cost = 1) {
      const held = bucket(login, resource);
      held.used = Math.min(QUOTA[resource].limit, held.used + cost);
      return read(login, resource);
    },
    leave(login, resource, left) {
      bucket(login, resource).used = Math.max(0, QUOTA[resource].limit - left);
    },
  };
}
