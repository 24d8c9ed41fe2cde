import { lru, type Store } from "../store/index.ts";
import { withOwnStore } from "./with-own-store.ts";

/** For so long what was read counts as known to whoever writes with the same connection. */
const MARK_MS = 30 * 60_000;
/** How exact that is: a store need not hear of each read of the same thing. */
const STEP_MS = 60_000;
const MAX_KNOWN = 50_000;
const PAGE_ROWS = 500;

type Row = Awaited<ReturnType<Store["list"]>>[number];

/** What each connection has read lately, by name. */
export interface FlowMarks {
  note(connectionId: string, names: readonly string[]): Promise<void>;
  /** Everybody can read what has that name; holds until the connection reads it again. */
  noteOpen(connectionId: string, name: string): void;
  /** All of the last 30 minutes, the latest first, but for what is known to be open. */
  of(connectionId: string): Promise<readonly string[]>;
}

/** @param store Shared by the replicas; while it is away each knows what went through itself. */
export function createFlowMarks(store: Store, { now = Date.now }: { now?: () => number } = {}): FlowMarks {
  const noted = lru<true>(MAX_KNOWN, { ttlMs: STEP_MS });
  const openAtMs = lru<number>(MAX_KNOWN, { ttlMs: MARK_MS });
  const kept = withOwnStore(now);
  const keyOf = (connectionId: string, name: string) => `flow/${connectionId}/${name.slice(0, 500)}`;

  const noteOne = async (connectionId: string, name: string) => {
    const key = keyOf(connectionId, name);
    if (noted.has(key)) return;
    await kept(store, (at) => at.set(key, { name, atMs: now() }, MARK_MS, [`flow/${connectionId}`]));
    noted.set(key, true);
  };

  return {
    async note(connectionId, names) {
      await Promise.all([...new Set(names)].map((name) => noteOne(connectionId, name)));
    },
    noteOpen(connectionId, name) {
      const key = keyOf(connectionId, name);
      openAtMs.set(key, now());
      noted.delete(key);
    },
    async of(connectionId) {
      const list = (at: Store) => allOf(at, `flow/${connectionId}`);
      const shared = await kept(store, list);
      // What was read during an outage is known here alone, and still counts after it.
      const own = kept.own();
      const rows = [...shared, ...(own === undefined ? [] : await list(own))]
        .map(({ key, value }) => ({ key, ...(value as { name: string; atMs: number }) }))
        .filter(({ key, atMs }) => (openAtMs.get(key) ?? -Infinity) < atMs)
        .toSorted((a, b) => b.atMs - a.atMs);
      return [...new Set(rows.map(({ name }) => name))];
    },
  };
}

/** A list goes by names: the latest are known only when all have been seen. */
async function allOf(store: Store, index: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.list(index, { limit: PAGE_ROWS, ...(after !== undefined && { after }) });
    rows.push(...page);
    after = page.at(-1)?.key;
    if (after === undefined || page.length < PAGE_ROWS) return rows;
  }
}
