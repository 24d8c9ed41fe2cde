import { LRUCache } from "lru-cache";

const MAX_NAMES = 10_000;

/** Remembers names for a while. */
export interface Recently {
  note(name: string): void;
  has(name: string): boolean;
}

/** @param periodMs milliseconds */
export function createRecently(periodMs: number): Recently {
  const names = new LRUCache<string, true>({ max: MAX_NAMES, ttl: periodMs });
  return {
    note: (name) => void names.set(name, true),
    has: (name) => names.has(name),
  };
}
