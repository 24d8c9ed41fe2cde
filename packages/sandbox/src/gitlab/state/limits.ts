const MINUTE_MS = 60_000;
/** GitLab.com's figures. Searches are counted by address, which every user of one server shares. */
const QUOTA = { user: 2_000, search: 10 };

export interface Taken {
  headers: Record<string, string>;
  /** Why the request goes no further. */
  refused: string | undefined;
}

/** Requests per minute: of each person, and of all searches together. */
export interface Limits {
  /** @param route The matched template, such as "/search". */
  take(username: string, route: string): Taken;
  /** Leaves so many requests of a person's minute. */
  leave(username: string, left: number): void;
  clear(): void;
}

export function createLimits(now: () => number): Limits {
  const buckets = new Map<string, { used: number; resetAtMs: number }>();
  const bucket = (name: string) => {
    const known = buckets.get(name);
    if (known && known.resetAtMs > now()) return known;
    const fresh = { used: 0, resetAtMs: now() + MINUTE_MS };
    buckets.set(name, fresh);
    return fresh;
  };
  return {
    take(username, route) {
      const search = route.endsWith("/search");
      const name = search ? "*search" : username;
      const limit = search ? QUOTA.search : QUOTA.user;
      const row = bucket(name);
      const spent = row.used >= limit;
      if (!spent) row.used += 1;
      const resetS = Math.ceil(row.resetAtMs / 1000);
      const headers: Record<string, string> = {
        "ratelimit-name": search ? "throttle_search" : "throttle_authenticated_api",
        "ratelimit-limit": String(limit),
        "ratelimit-observed": String(row.used),
        "ratelimit-remaining": String(limit - row.used),
        "ratelimit-reset": String(resetS),
      };
      if (spent) headers["retry-after"] = String(Math.max(1, Math.ceil((row.resetAtMs - now()) / 1000)));
      return { headers, refused: spent ? "429 Too Many Requests" : undefined };
    },
    leave(username, left) {
      bucket(username).used = QUOTA.user - left;
    },
    clear: () => buckets.clear(),
  };
}
