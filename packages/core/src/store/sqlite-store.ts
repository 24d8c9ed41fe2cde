import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { explainSqlite } from "./explain-sqlite.ts";
import { guardedStore, toJson } from "./guarded-store.ts";
import type { Store } from "./store.ts";

/** Writes between two sweeps of what has expired. */
const SWEEP_EVERY = 1_000;
const SWEEP_ROWS = 5_000;

const LIVE = "(expires_at_ms IS NULL OR expires_at_ms > :now)";

/**
 * Keeps records in one SQLite file that several processes of a machine may share.
 *
 * @param database as `openSqlite` opens it; whoever opened it closes it
 * @param options.now milliseconds since the epoch
 * @param options.readOnly the database was opened to be read: what has expired stays
 */
export function sqliteStore(
  database: DatabaseSync,
  { now = Date.now, readOnly = false }: { now?: () => number; readOnly?: boolean } = {},
): Store {
  const run = (sql: string) => {
    const statement = database.prepare(sql);
    return (values: Record<string, SQLInputValue>) => Number(statement.run(values).changes);
  };
  const rows = (sql: string) => {
    const statement = database.prepare(sql);
    return (values: Record<string, SQLInputValue>) => statement.all(values) as { key: string; value: string }[];
  };
  const claim = run(`INSERT INTO record (key, value, expires_at_ms) VALUES (:key, :value, :expires)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at_ms = excluded.expires_at_ms
    WHERE record.expires_at_ms <= :now`);
  const release = run(`DELETE FROM record WHERE key = :key AND value = :value AND ${LIVE}`);
  const read = rows(`SELECT key, value FROM record WHERE key = :key AND ${LIVE}`);
  const write = run(`INSERT INTO record (key, value, expires_at_ms) VALUES (:key, :value, :expires)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at_ms = excluded.expires_at_ms`);
  const unlist = run("DELETE FROM listing WHERE key = :key");
  const enlist = run("INSERT OR IGNORE INTO listing (name, key) VALUES (:name, :key)");
  const take = rows("DELETE FROM record WHERE key = :key RETURNING key, value, expires_at_ms");
  const swap = run(`UPDATE record SET value = :after WHERE key = :key AND value = :before AND ${LIVE}`);
  const remove = run(`DELETE FROM record WHERE key = :key AND ${LIVE}`);
  const list = rows(`SELECT record.key, value FROM listing JOIN record USING (key)
    WHERE name = :name AND record.key > :after AND ${LIVE} ORDER BY record.key LIMIT :limit`);
  const removeListed = run(`DELETE FROM record WHERE key IN (SELECT key FROM listing WHERE name = :name) AND ${LIVE}`);
  const sweep = run(`DELETE FROM record WHERE key IN
    (SELECT key FROM record WHERE expires_at_ms <= :now ORDER BY expires_at_ms LIMIT ${SWEEP_ROWS})`);

  const expiryOf = (ttlMs: number) => (ttlMs === Infinity ? null : Math.ceil(now() + ttlMs));
  const transaction = <Result>(work: () => Result): Result => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk has rolled it back already.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  };
  const replace = (key: string, value: string, expires: number | null, indexes: readonly string[]) =>
    transaction(() => {
      write({ key, value, expires });
      unlist({ key });
      for (const name of indexes) enlist({ name, key });
    });
  let written = 0;
  const sweepNowAndThen = () => {
    written += 1;
    if (written % SWEEP_EVERY === 0) sweep({ now: now() });
  };
  if (!readOnly) sweep({ now: now() });

  const store: Store = {
    async claim(key, ttlMs, owner = "") {
      sweepNowAndThen();
      const row = { key, value: toJson(owner), expires: expiryOf(ttlMs), now: now() };
      return transaction(() => claim(row) > 0 && unlist({ key }) >= 0);
    },
    release: async (key, owner) => release({ key, value: toJson(owner), now: now() }) > 0,
    async get(key) {
      const [row] = read({ key, now: now() });
      return row && JSON.parse(row.value);
    },
    async set(key, value, ttlMs, indexes = []) {
      sweepNowAndThen();
      replace(key, toJson(value), expiryOf(ttlMs), indexes);
    },
    async take(key) {
      const [row] = take({ key }) as { value: string; expires_at_ms?: number | null }[];
      const gone = row === undefined || (row.expires_at_ms ?? Infinity) <= now();
      return gone ? undefined : JSON.parse(row.value);
    },
    swap: async (key, before, after) =>
      swap({ key, before: JSON.stringify(before), after: toJson(after), now: now() }) > 0,
    delete: async (key) => remove({ key, now: now() }) > 0,
    list: async (name, { after = "", limit = 100 } = {}) =>
      list({ name, after, limit, now: now() }).map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown })),
    deleteAll: async (name) => removeListed({ name, now: now() }),
  };
  return guardedStore(store, explainSqlite);
}
