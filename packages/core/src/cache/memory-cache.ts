import { LRUCache } from "lru-cache";

/** What is kept in this process: bounded by bytes, the least recently used goes first. */
export interface MemoryCache<Value extends object> {
  get(key: string): Value | undefined;
  /** Keeps `value`, for `keepMs` at most, unless it alone is bigger than one entry may be. */
  set(key: string, value: Value, keepMs?: number): void;
  delete(key: string): void;
  /** Forgets every key that begins with `prefix`; walks all keys, so it is for rare events. */
  deletePrefix(prefix: string): void;
  readonly bytes: number;
}

/**
 * @param options.maxBytes all entries together
 * @param options.maxEntryBytes one entry; a bigger one is not kept
 * @param options.bytesOf what a value weighs; the key's length is added
 */
export function createMemoryCache<Value extends object>(options: {
  maxBytes: number;
  maxEntryBytes: number;
  bytesOf: (value: Value) => number;
}): MemoryCache<Value> {
  const entries = new LRUCache<string, Value>({
    maxSize: options.maxBytes,
    maxEntrySize: options.maxEntryBytes,
    sizeCalculation: (value, key) => options.bytesOf(value) + key.length + 1,
  });
  return {
    get: (key) => entries.get(key),
    set(key, value, keepMs) {
      entries.set(key, value, keepMs === undefined ? {} : { ttl: keepMs });
    },
    delete(key) {
      entries.delete(key);
    },
    deletePrefix(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    get bytes() {
      return entries.calculatedSize;
    },
  };
}
