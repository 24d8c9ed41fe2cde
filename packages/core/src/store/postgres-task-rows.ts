import type { Pool } from "pg";
import type { TaskRow, TaskRows } from "./task-rows.ts";

/** Postgres hands out bigint as text: a time in milliseconds fits a number. */
interface SentRow extends Omit<TaskRow, "createdAtMs" | "updatedAtMs" | "expiresAtMs"> {
  created_at_ms: string;
  updated_at_ms: string;
  expires_at_ms: string;
}

const OPEN = "status IN ('working', 'input_required')";

/** @param pool of the migrated schema; whoever opened it closes it. */
export function postgresTaskRows(pool: Pick<Pool, "query">, now: () => number = Date.now): TaskRows {
  return {
    async insert(row) {
      await pool.query(
        `INSERT INTO task (id, tenant, connector, owner, status, version, content, created_at_ms, updated_at_ms,
         expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          row.id,
          row.tenant,
          row.connector,
          row.owner,
          row.status,
          row.version,
          row.content,
          row.createdAtMs,
          row.updatedAtMs,
          row.expiresAtMs,
        ],
      );
    },
    async get(id) {
      const { rows } = await pool.query<SentRow>("SELECT * FROM task WHERE id = $1 AND expires_at_ms > $2", [
        id,
        now(),
      ]);
      return rows[0] && toRow(rows[0]);
    },
    async replace({ id, status, version, content, updatedAtMs }) {
      const { rowCount } = await pool.query(
        `UPDATE task SET status = $2, version = $3, content = $4, updated_at_ms = $5
         WHERE id = $1 AND version = $3 - 1 AND expires_at_ms > $6`,
        [id, status, version, content, updatedAtMs, now()],
      );
      return (rowCount ?? 0) > 0;
    },
    async countOpen({ tenant, connector, owner }) {
      const { rows } = await pool.query<{ n: string }>(
        `SELECT count(*) AS n FROM task
         WHERE tenant = $1 AND connector = $2 AND owner = $3 AND ${OPEN} AND expires_at_ms > $4`,
        [tenant, connector, owner, now()],
      );
      return Number(rows[0]?.n ?? 0);
    },
    async silent(connector, sinceMs, limit) {
      const { rows } = await pool.query<SentRow>(
        `SELECT * FROM task WHERE connector = $1 AND status = 'working' AND updated_at_ms < $2 AND expires_at_ms > $3
         ORDER BY updated_at_ms LIMIT $4`,
        [connector, sinceMs, now(), limit],
      );
      return rows.map(toRow);
    },
    async sweep() {
      const { rowCount } = await pool.query("DELETE FROM task WHERE expires_at_ms <= $1", [now()]);
      return rowCount ?? 0;
    },
  };
}

function toRow({ created_at_ms, updated_at_ms, expires_at_ms, ...row }: SentRow): TaskRow {
  return {
    ...row,
    createdAtMs: Number(created_at_ms),
    updatedAtMs: Number(updated_at_ms),
    expiresAtMs: Number(expires_at_ms),
  };
}
