import { lru } from "../../store/index.ts";

const MAX_NAMES = 10_000;

/** Remembers names for a while. */
export interface Recently {
  note(name: string): void;
  has(name: string): boolean;
}

/** @param periodMs milliseconds */
export function createRecently(periodMs: number): Recently {
  const names = lru<true>(MAX_NAMES, { ttlMs: periodMs });
  return {
    note: (name) => void names.set(name, true),
    has: (name) => names.has(name),
  };
}
