import type { AuditRecord } from "../event.ts";

/** A record as databases keep it: whole, and some of it once more for their indexes. Postgres gives large numbers as text. */
export interface AuditRow {
  log_id: string;
  seq: number | string;
  ts_ms: number | string;
  op_id: string;
  phase: AuditRecord["phase"];
  connection: string | null;
  body: string;
}

/** Its columns. */
export const ROW = "log_id, seq, ts_ms, op_id, phase, connection, body";

/**
 * The record of a row, by its columns where those say something else: by them it is found, so what was changed in them must
 * break the chain as well.
 */
export function recordOf({
  log_id: logId,
  seq,
  ts_ms: tsMs,
  op_id: opId,
  phase,
  connection,
  body,
}: AuditRow): AuditRecord {
  const { connection: _, ...record } = JSON.parse(body) as AuditRecord;
  return {
    ...record,
    logId,
    seq: Number(seq),
    tsMs: Number(tsMs),
    opId,
    phase,
    ...(connection !== null && { connection }),
  };
}
