import { lru, type Store } from "../store/index.ts";
import { withOwnStore } from "./with-own-store.ts";

/** For so long what was read counts as known to whoever writes with the same connection. */
const MARK_MS = 30 * 60_000;
/** How exact that is: a store need not hear of each read of the same thing. */
const STEP_MS = 60_000;
const MAX_KNOWN = 50_000;
/** Of one call, and of one connection: those read last say enough. */
const MAX_NAMES = 20;
const MAX_MARKS = 100;

/** What each connection has read lately, by name. */
export interface FlowMarks {
  note(connectionId: string, names: readonly string[]): Promise<void>;
  /** The latest first. */
  of(connectionId: string): Promise<readonly string[]>;
}

/** @param store Shared by the replicas; while it is away each knows what went through itself. */
export function createFlowMarks(store: Store, { now = Date.now }: { now?: () => number } = {}): FlowMarks {
  const noted = lru<true>(MAX_KNOWN, { ttlMs: STEP_MS });
  const kept = withOwnStore(now);
  return {
    async note(connectionId, names) {
      for (const name of [...new Set(names)].slice(0, MAX_NAMES)) {
        const key = `flow/${connectionId}/${name.slice(0, 500)}`;
        if (noted.has(key)) continue;
        await kept(store, (at) => at.set(key, { name, atMs: now() }, MARK_MS, [`flow/${connectionId}`]));
        noted.set(key, true);
      }
    },
    async of(connectionId) {
      const rows = await kept(store, (at) => at.list(`flow/${connectionId}`, { limit: MAX_MARKS }));
      const marks = rows.map(({ value }) => value as { name: string; atMs: number });
      return marks.toSorted((a, b) => b.atMs - a.atMs).map(({ name }) => name);
    },
  };
}
