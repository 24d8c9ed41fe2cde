import { sql, type Expression, type SqlBool, type Transaction } from "kysely";
import { explainPostgres } from "./explain-postgres.ts";
import { guardedStore, toJson } from "./guarded-store.ts";
import type { Database, StoreTables } from "./postgres-tables.ts";
import type { Store } from "./store.ts";

/** Writes between two sweeps of what has expired. */
const SWEEP_EVERY = 1_000;
const SWEEP_ROWS = 5_000;

export interface PostgresStoreOptions {
  /** Milliseconds since the epoch. Default: the database's own clock, so that replicas whose clocks differ agree. */
  now?: (() => number) | undefined;
  /** Takes the failure of a sweep, which nobody waits for. */
  report?: (error: unknown) => void;
}

/** Keeps records in Postgres, for any number of replicas. */
export function postgresStore(database: Database, { now, report = () => {} }: PostgresStoreOptions = {}): Store {
  const nowMs = () =>
    now === undefined
      ? sql<string>`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`
      : sql<string>`${now()}::bigint`;
  const expiry = (ttlMs: number) =>
    ttlMs === Infinity ? sql<null>`NULL::bigint` : sql<string>`${nowMs()} + ${Math.ceil(ttlMs)}::bigint`;
  const live = (): Expression<SqlBool> =>
    sql<SqlBool>`(record.expires_at_ms IS NULL OR record.expires_at_ms > ${nowMs()})`;

  let written = 0;
  const sweepNowAndThen = () => {
    written += 1;
    if (written % SWEEP_EVERY !== 0) return;
    // Rows that somebody else is at are left for another time.
    sql`DELETE FROM record WHERE key IN (SELECT key FROM record WHERE expires_at_ms <= ${nowMs()}
      ORDER BY expires_at_ms LIMIT ${SWEEP_ROWS} FOR UPDATE SKIP LOCKED)`
      .execute(database)
      .catch(report);
  };
  /** The row is locked once it is written: two that set the same key take turns, and the later one's lists stay. */
  const replace = async (
    transaction: Transaction<StoreTables>,
    { key, value, ttlMs, indexes }: { key: string; value: string; ttlMs: number; indexes: readonly string[] },
  ) => {
    await transaction
      .insertInto("record")
      .values({ key, value, expires_at_ms: expiry(ttlMs) })
      .onConflict((on) =>
        on.column("key").doUpdateSet({
          value: (row) => row.ref("excluded.value"),
          expires_at_ms: (row) => row.ref("excluded.expires_at_ms"),
        }),
      )
      .execute();
    await transaction.deleteFrom("listing").where("key", "=", key).execute();
    if (indexes.length === 0) return;
    await transaction
      .insertInto("listing")
      .values(indexes.map((name) => ({ name, key })))
      .execute();
  };

  const store: Store = {
    async claim(key, ttlMs, owner = "") {
      sweepNowAndThen();
      const { rows } = await sql`WITH claimed AS (
          INSERT INTO record (key, value, expires_at_ms) VALUES (${key}, ${toJson(owner)}, ${expiry(ttlMs)})
          ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at_ms = excluded.expires_at_ms
          WHERE record.expires_at_ms <= ${nowMs()} RETURNING key
        ), unlisted AS (DELETE FROM listing USING claimed WHERE listing.key = claimed.key)
        SELECT key FROM claimed`.execute(database);
      return rows.length > 0;
    },
    async release(key, owner) {
      const gone = await database
        .deleteFrom("record")
        .where("key", "=", key)
        .where("value", "=", toJson(owner))
        .where(live())
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
    async get(key) {
      const row = await database
        .selectFrom("record")
        .select("value")
        .where("key", "=", key)
        .where(live())
        .executeTakeFirst();
      return row && JSON.parse(row.value);
    },
    async set(key, value, ttlMs, indexes = []) {
      sweepNowAndThen();
      const row = { key, value: toJson(value), ttlMs, indexes };
      await database.transaction().execute((transaction) => replace(transaction, row));
    },
    async take(key) {
      const row = await database
        .deleteFrom("record")
        .where("key", "=", key)
        .where(live())
        .returning("value")
        .executeTakeFirst();
      return row && JSON.parse(row.value);
    },
    async swap(key, before, after) {
      const swapped = await database
        .updateTable("record")
        .set({ value: toJson(after) })
        .where("key", "=", key)
        .where("value", "=", JSON.stringify(before))
        .where(live())
        .executeTakeFirst();
      return swapped.numUpdatedRows > 0n;
    },
    async delete(key) {
      const gone = await database.deleteFrom("record").where("key", "=", key).where(live()).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
    async list(name, { after = "", limit = 100 } = {}) {
      const rows = await database
        .selectFrom("listing")
        .innerJoin("record", "record.key", "listing.key")
        .select(["record.key", "record.value"])
        .where("listing.name", "=", name)
        .where("listing.key", ">", after)
        .where(live())
        .orderBy("listing.key")
        .limit(limit)
        .execute();
      return rows.map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown }));
    },
    async deleteAll(name) {
      // Locked in the order of keys: two that delete overlapping lists wait for each other and never in a circle.
      const { rows } = await sql`WITH doomed AS (
          SELECT record.key FROM record JOIN listing USING (key) WHERE listing.name = ${name} AND ${live()}
          ORDER BY record.key FOR UPDATE OF record
        ) DELETE FROM record USING doomed WHERE record.key = doomed.key RETURNING record.key`.execute(database);
      return rows.length;
    },
  };
  return guardedStore(store, explainPostgres);
}
