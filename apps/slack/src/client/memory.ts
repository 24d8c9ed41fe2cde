/** Things that are remembered between calls, for a time, the oldest forgotten first. */
export interface Memory {
  get(key: string): unknown;
  set(key: string, value: unknown, ttlMs: number): void;
  forget(key: string): void;
}

const MOST = 20_000;

/** One per running connector: the operator's settings are the same object for all its calls. */
const memories = new WeakMap<object, Memory>();

export function memoryOf(owner: object): Memory {
  const known = memories.get(owner);
  if (known) return known;
  const made = createMemory();
  memories.set(owner, made);
  return made;
}

export function createMemory(now: () => number = Date.now): Memory {
  const rows = new Map<string, { value: unknown; untilMs: number }>();
  return {
    get(key) {
      const row = rows.get(key);
      if (row === undefined) return undefined;
      if (row.untilMs > now()) return row.value;
      rows.delete(key);
      return undefined;
    },
    set(key, value, ttlMs) {
      rows.delete(key);
      rows.set(key, { value, untilMs: now() + ttlMs });
      for (const oldest of rows.keys()) {
        if (rows.size <= MOST) break;
        rows.delete(oldest);
      }
    },
    forget: (key) => void rows.delete(key),
  };
}
