import type { Store } from "./store.ts";

/**
 * A part of a store of its own: every key and every index begins with `prefix`, so that two tenants or two connectors can
 * never meet in one record.
 */
export function scopedStore(store: Store, prefix: string): Store {
  const inside = (name: string) => `${prefix}/${name}`;
  return {
    claim: (key, ttlMs, owner) => store.claim(inside(key), ttlMs, owner),
    release: (key, owner) => store.release(inside(key), owner),
    get: (key) => store.get(inside(key)),
    set: (key, value, ttlMs, indexes = []) => store.set(inside(key), value, ttlMs, indexes.map(inside)),
    take: (key) => store.take(inside(key)),
    swap: (key, before, after) => store.swap(inside(key), before, after),
    delete: (key) => store.delete(inside(key)),
    async list(index, { after, ...rest } = {}) {
      const entries = await store.list(inside(index), {
        ...rest,
        ...(after !== undefined && { after: inside(after) }),
      });
      return entries.map(({ key, value }) => ({ key: key.slice(prefix.length + 1), value }));
    },
    deleteAll: (index) => store.deleteAll(inside(index)),
  };
}
