import { LRUCache } from "lru-cache";
import { guardedStore, toJson } from "./guarded-store.ts";
import { StoreError } from "./store-error.ts";
import type { Store } from "./store.ts";

const MAX_RECORDS = 100_000;

interface Kept {
  json: string;
  expiresAtMs: number;
  indexes: readonly string[];
}

/**
 * Keeps records in this process, for tests and for one person's machine. Forgets the least recently used beyond 100,000.
 *
 * @param options.now milliseconds since the epoch
 */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): Store {
  const lists = new Map<string, Set<string>>();
  const records = new LRUCache<string, Kept>({
    // By size, as in `lru`: with `max` it would take the memory of all of them at once.
    maxSize: MAX_RECORDS,
    sizeCalculation: () => 1,
    dispose: ({ indexes }, key) => {
      for (const name of indexes) {
        const list = lists.get(name);
        list?.delete(key);
        if (list?.size === 0) lists.delete(name);
      }
    },
  });
  const live = (key: string): Kept | undefined => {
    const kept = records.get(key);
    if (kept === undefined || kept.expiresAtMs > now()) return kept;
    records.delete(key);
    return undefined;
  };
  const write = (key: string, value: unknown, ttlMs: number, indexes: readonly string[] = []) => {
    // The earlier record leaves its lists before this one enters its own.
    records.delete(key);
    records.set(key, { json: toJson(value), expiresAtMs: now() + ttlMs, indexes });
    for (const name of indexes) lists.set(name, (lists.get(name) ?? new Set()).add(key));
  };
  const valueOf = (kept: Kept | undefined): unknown => (kept === undefined ? undefined : JSON.parse(kept.json));
  const keysOf = (index: string) => [...(lists.get(index) ?? [])].filter((key) => live(key) !== undefined);

  const store: Store = {
    async claim(key, ttlMs, owner = "") {
      if (live(key) !== undefined) return false;
      write(key, owner, ttlMs);
      return true;
    },
    async release(key, owner) {
      return valueOf(live(key)) === owner && records.delete(key);
    },
    get: async (key) => valueOf(live(key)),
    async set(key, value, ttlMs, indexes) {
      write(key, value, ttlMs, indexes);
    },
    async take(key) {
      const value = valueOf(live(key));
      records.delete(key);
      return value;
    },
    async swap(key, before, after) {
      const kept = live(key);
      if (kept === undefined || kept.json !== JSON.stringify(before)) return false;
      kept.json = toJson(after);
      return true;
    },
    delete: async (key) => live(key) !== undefined && records.delete(key),
    async list(index, { after = "", limit = 100 } = {}) {
      const keys = keysOf(index).filter((key) => inOrder(key, after) > 0);
      return keys
        .toSorted(inOrder)
        .slice(0, limit)
        .map((key) => ({ key, value: valueOf(live(key)) }));
    },
    async deleteAll(index) {
      return keysOf(index).filter((key) => records.delete(key)).length;
    },
  };
  return guardedStore(store, (error) => new StoreError("broken", String(error), { cause: error }));
}

/** Byte by byte, as databases compare. */
function inOrder(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
