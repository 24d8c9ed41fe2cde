import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { EMPTY } from "../chain.ts";
import type { AuditRecord } from "../event.ts";
import { OutOfStep, type AuditSink } from "../sink.ts";
import { newestQuery, SQLITE } from "./newest-query.ts";
import { recordOf, ROW, type AuditRow } from "./audit-row.ts";
import { followPages, PAGE, queryPages } from "./record-pages.ts";

/** How long another process may keep us from writing, in milliseconds. */
const WAIT_MS = 800;
/** SQLITE_CONSTRAINT_PRIMARYKEY */
const TAKEN = 1555;

/** Keeps records in the file of the embedded mode, which several processes of one machine may share. */
export function sqliteSink(database: DatabaseSync): AuditSink {
  const insert = database.prepare(`INSERT INTO audit_record (log_id, seq, ts_ms, op_id, phase, connection, body)
    VALUES (:logId, :seq, :tsMs, :opId, :phase, :connection, :body)`);
  const last = database.prepare(`SELECT ${ROW} FROM audit_record WHERE log_id = ? ORDER BY seq DESC LIMIT 1`);
  const page = database.prepare(
    `SELECT ${ROW} FROM audit_record WHERE log_id = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  const open = database.prepare(`SELECT ${ROW} FROM audit_record AS intent WHERE log_id = ? AND phase = 'intent'
    AND NOT EXISTS (SELECT 1 FROM audit_record AS other WHERE other.op_id = intent.op_id AND other.phase = 'outcome')`);
  const lastBefore = database.prepare(`SELECT ${ROW} FROM audit_record WHERE log_id = :logId AND seq <
    coalesce((SELECT min(seq) FROM audit_record WHERE log_id = :logId AND ts_ms >= :beforeMs), :end)
    ORDER BY seq DESC LIMIT 1`);
  const forget = database.prepare("DELETE FROM audit_record WHERE log_id = ? AND seq <= ?");
  const bodies = (rows: unknown[]) => rows.map((row) => recordOf(row as AuditRow));

  return {
    async append(records) {
      // Whoever waits for another process's lock holds up everything: not for longer than a call may be held up.
      const { timeout } = database.prepare("PRAGMA busy_timeout").get() as { timeout: number };
      database.exec(`PRAGMA busy_timeout = ${Math.min(timeout, WAIT_MS)}`);
      try {
        database.exec("BEGIN IMMEDIATE");
        for (const record of records) insert.run(rowOf(record));
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        if ((error as { errcode?: number }).errcode === TAKEN) throw new OutOfStep("Another process writes this log.");
        throw error;
      } finally {
        database.exec(`PRAGMA busy_timeout = ${timeout}`);
      }
    },
    async head(logId) {
      const [record] = bodies(last.all(logId));
      return record === undefined ? EMPTY : { seq: record.seq, hash: record.hash };
    },
    async logIds() {
      const rows = database.prepare("SELECT DISTINCT log_id AS id FROM audit_record ORDER BY id").all();
      return rows.map(({ id }) => String(id));
    },
    follow: (logId, afterSeq) => followPages(afterSeq, (after) => bodies(page.all(logId, after))),
    query: (filter, limit) =>
      queryPages(filter, limit, (from) => {
        const { text, values } = newestQuery(SQLITE, filter, from);
        const named = values.map((value, at) => [`$${at + 1}`, value] as const);
        return bodies(database.prepare(text).all(Object.fromEntries(named)));
      }),
    openIntents: async (logId) => bodies(open.all(logId)),
    async lastBefore(logId, beforeMs, { ended }) {
      const end = ended ? Number.MAX_SAFE_INTEGER : (bodies(last.all(logId))[0]?.seq ?? 0);
      const [record] = bodies(lastBefore.all({ logId, beforeMs: Math.floor(beforeMs), end }));
      return record && { seq: record.seq, hash: record.hash };
    },
    forget: async (logId, throughSeq) => void forget.run(logId, throughSeq),
    async close() {},
  };
}

function rowOf(record: AuditRecord): Record<string, SQLInputValue> {
  const { logId, seq, tsMs, opId, phase, connection = null } = record;
  return { logId, seq, tsMs, opId, phase, connection, body: JSON.stringify(record) };
}
