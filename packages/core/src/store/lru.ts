import { LRUCache } from "lru-cache";

/**
 * The `max` entries used last, each for `ttlMs` where given; `onEvict` hears of those that had to make room. It takes memory
 * for the entries it has: lru-cache's own `max` takes it at once for all it may have, which makes a start slow and an idle
 * connector large.
 */
export function lru<Value extends {}>(
  max: number,
  { ttlMs, onEvict }: { ttlMs?: number; onEvict?: (key: string) => void } = {},
): LRUCache<string, Value> {
  return new LRUCache<string, Value>({
    maxSize: max,
    sizeCalculation: () => 1,
    ...(ttlMs !== undefined && { ttl: ttlMs }),
    ...(onEvict !== undefined && { dispose: (_value, key, reason) => reason === "evict" && onEvict(key) }),
  });
}
