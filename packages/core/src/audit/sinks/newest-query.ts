import type { AuditFilter, RecordPlace } from "../sink.ts";
import { ROW } from "./audit-row.ts";
import { PAGE } from "./record-pages.ts";

/** A statement with what its `$1`, `$2`, … stand for. */
export interface NewestQuery {
  text: string;
  values: (string | number)[];
}

/** How a database says what an index of it is made of (migration 6), and what type a value has. */
export interface AuditDialect {
  subject: string;
  tool: string;
  requestId: string;
  typed(place: string, type: "bigint" | "text"): string;
}

export const SQLITE: AuditDialect = {
  subject: "json_extract(body, '$.actor.subject')",
  tool: "json_extract(body, '$.tool')",
  requestId: "json_extract(body, '$.requestId')",
  typed: (place) => place,
};

export const POSTGRES: AuditDialect = {
  subject: `(body::json #>> '{actor,subject}') COLLATE "C"`,
  tool: `(body::json ->> 'tool') COLLATE "C"`,
  requestId: `(body::json ->> 'requestId') COLLATE "C"`,
  typed: (place, type) => `${place}::${type}`,
};

/** One page of the records behind a place, the newest first, as far as indexes know what a filter asks for. */
export function newestQuery(
  { subject, tool, requestId, typed }: AuditDialect,
  filter: Pick<AuditFilter, "connection" | "subject" | "tool" | "requestId">,
  { sinceMs, behind }: { sinceMs: number; behind: RecordPlace },
): NewestQuery {
  const values: (string | number)[] = [sinceMs, behind.tsMs, behind.logId, behind.seq];
  const [since, tsMs, logId, seq] = [
    typed("$1", "bigint"),
    typed("$2", "bigint"),
    typed("$3", "text"),
    typed("$4", "bigint"),
  ];
  const where = [`ts_ms >= ${since}`, `ts_ms <= ${tsMs}`, `(ts_ms, log_id, seq) < (${tsMs}, ${logId}, ${seq})`];
  for (const [column, wanted] of [
    ["connection", filter.connection],
    [subject, filter.subject],
    [tool, filter.tool],
    [requestId, filter.requestId],
  ] as const) {
    if (wanted !== undefined) where.push(`${column} = ${typed(`$${values.push(wanted)}`, "text")}`);
  }
  const text = `SELECT ${ROW} FROM audit_record WHERE ${where.join(" AND ")}
    ORDER BY ts_ms DESC, log_id DESC, seq DESC LIMIT ${PAGE}`;
  return { text, values };
}
