import { LRUCache } from "lru-cache";
import type { Store } from "./store.ts";

const MAX_RECORDS = 100_000;

/** Keeps records in this process, for tests and for one person's machine. Forgets the oldest beyond 100,000. */
export function memoryStore(): Store {
  const records = new LRUCache<string, { value: unknown }>({ max: MAX_RECORDS, ttlAutopurge: false });
  return {
    async claim(key, ttlMs) {
      if (records.has(key)) return false;
      records.set(key, { value: true }, { ttl: ttlMs });
      return true;
    },
    get: async (key) => records.get(key)?.value,
    async set(key, value, ttlMs) {
      records.set(key, { value }, { ttl: ttlMs });
    },
    async delete(key) {
      records.delete(key);
    },
  };
}
