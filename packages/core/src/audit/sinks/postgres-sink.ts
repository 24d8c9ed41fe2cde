import type { Pool } from "pg";
import { EMPTY } from "../chain.ts";
import type { AuditRecord } from "../event.ts";
import { OutOfStep, type AuditSink } from "../sink.ts";
import { newestQuery, POSTGRES } from "./newest-query.ts";
import { recordOf, ROW, type AuditRow } from "./audit-row.ts";
import { followPages, PAGE, queryPages } from "./record-pages.ts";

/** unique_violation (SQLSTATE, PostgreSQL appendix A) */
const TAKEN = "23505";

/** Keeps records in the cluster's database. One statement writes a batch: all of it, or nothing. */
export function postgresSink(pool: Pool): AuditSink {
  const bodies = async (text: string, values: unknown[]) => {
    const { rows } = await pool.query<AuditRow>(text, values);
    return rows.map(recordOf);
  };
  return {
    async append(records) {
      const column = (value: (record: AuditRecord) => unknown) => records.map(value);
      try {
        await pool.query(
          `INSERT INTO audit_record (log_id, seq, ts_ms, op_id, phase, connection, body)
           SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])`,
          [
            column(({ logId }) => logId),
            column(({ seq }) => seq),
            column(({ tsMs }) => tsMs),
            column(({ opId }) => opId),
            column(({ phase }) => phase),
            column(({ connection = null }) => connection),
            column((record) => JSON.stringify(record)),
          ],
        );
      } catch (error) {
        if ((error as { code?: string }).code === TAKEN) throw new OutOfStep("Another process writes this log.");
        throw error;
      }
    },
    async head(logId) {
      const [record] = await bodies(`SELECT ${ROW} FROM audit_record WHERE log_id = $1 ORDER BY seq DESC LIMIT 1`, [
        logId,
      ]);
      return record === undefined ? EMPTY : { seq: record.seq, hash: record.hash };
    },
    async logIds() {
      const { rows } = await pool.query<{ id: string }>("SELECT DISTINCT log_id AS id FROM audit_record ORDER BY id");
      return rows.map(({ id }) => id);
    },
    follow: (logId, afterSeq) =>
      followPages(afterSeq, (after) =>
        bodies(`SELECT ${ROW} FROM audit_record WHERE log_id = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE}`, [
          logId,
          after,
        ]),
      ),
    query: (filter, limit) =>
      queryPages(filter, limit, (from) => {
        const { text, values } = newestQuery(POSTGRES, filter, from);
        return bodies(text, values);
      }),
    openIntents: (logId) =>
      bodies(
        `SELECT ${ROW} FROM audit_record AS intent WHERE log_id = $1 AND phase = 'intent' AND NOT EXISTS
         (SELECT 1 FROM audit_record AS other WHERE other.op_id = intent.op_id AND other.phase = 'outcome')`,
        [logId],
      ),
    async lastBefore(logId, beforeMs, { ended }) {
      const end = ended ? `${Number.MAX_SAFE_INTEGER}` : "(SELECT max(seq) FROM audit_record WHERE log_id = $1)";
      const [record] = await bodies(
        `SELECT ${ROW} FROM audit_record WHERE log_id = $1 AND seq <
         coalesce((SELECT min(seq) FROM audit_record WHERE log_id = $1 AND ts_ms >= $2), ${end})
         ORDER BY seq DESC LIMIT 1`,
        [logId, Math.floor(beforeMs)],
      );
      return record && { seq: record.seq, hash: record.hash };
    },
    async forget(logId, throughSeq) {
      await pool.query("DELETE FROM audit_record WHERE log_id = $1 AND seq <= $2", [logId, throughSeq]);
    },
    async close() {},
  };
}
