import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { TaskRow, TaskRows } from "./task-rows.ts";

const COLUMNS = `id, tenant, connector, owner, status, version, content,
  created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs, expires_at_ms AS expiresAtMs`;
const OPEN = "status IN ('working', 'input_required')";

/** @param database of the migrated schema; whoever opened it closes it. */
export function sqliteTaskRows(database: DatabaseSync, now: () => number = Date.now): TaskRows {
  const insert = database.prepare(`INSERT INTO task (id, tenant, connector, owner, status, version, content,
    created_at_ms, updated_at_ms, expires_at_ms) VALUES (:id, :tenant, :connector, :owner, :status, :version, :content,
    :createdAtMs, :updatedAtMs, :expiresAtMs)`);
  const get = database.prepare(`SELECT ${COLUMNS} FROM task WHERE id = :id AND expires_at_ms > :now`);
  const replace = database.prepare(`UPDATE task SET status = :status, version = :version, content = :content,
    updated_at_ms = :updatedAtMs WHERE id = :id AND version = :version - 1 AND expires_at_ms > :now`);
  const count = database.prepare(`SELECT count(*) AS n FROM task WHERE tenant = :tenant AND connector = :connector
    AND owner = :owner AND ${OPEN} AND expires_at_ms > :now`);
  const silent = database.prepare(`SELECT ${COLUMNS} FROM task WHERE connector = :connector AND status = 'working'
    AND updated_at_ms < :since AND expires_at_ms > :now ORDER BY updated_at_ms LIMIT :limit`);
  const sweep = database.prepare("DELETE FROM task WHERE expires_at_ms <= :now");
  const rowOf = (found: unknown) => found as TaskRow | undefined;
  return {
    async insert(row) {
      insert.run({ ...row } as Record<string, SQLInputValue>);
    },
    get: async (id) => rowOf(get.get({ id, now: now() })),
    async replace({ id, status, version, content, updatedAtMs }) {
      return replace.run({ id, status, version, content, updatedAtMs, now: now() }).changes > 0;
    },
    countOpen: async ({ tenant, connector, owner }) =>
      Number(count.get({ tenant, connector, owner, now: now() })?.["n"] ?? 0),
    silent: async (connector, since, limit) =>
      silent.all({ connector, since, limit, now: now() }) as unknown as TaskRow[],
    sweep: async () => Number(sweep.run({ now: now() }).changes),
  };
}
