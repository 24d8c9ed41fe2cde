import type { DatabaseSync } from "node:sqlite";
import { testPostgres } from "@fairlead/sandbox/services";
import { Pool } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { migrations, openSqlite } from "../../store/index.ts";
import { newestQuery, POSTGRES, SQLITE, type AuditDialect, type NewestQuery } from "./newest-query.ts";

const RECORDS = 20_000;
const FROM = { sinceMs: 0, behind: { tsMs: Number.MAX_SAFE_INTEGER, logId: "", seq: 0 } };
const LATER = { sinceMs: 1_000, behind: { tsMs: 15_000, logId: "main", seq: 15_000 } };

/** Of many people and tools, each record is another one's than the last. */
const BODY = `'{"tool":"tool_' || (n % 50) || '","requestId":"r' || n || '","actor":{"subject":"person_' || (n % 500) || '"}}'`;
const ROW = `'main', n, n, 'op-' || n, 'outcome', 'c' || (n % 500), ${BODY}`;

function sqlite(): DatabaseSync {
  const database = openSqlite(":memory:");
  database.exec(`INSERT INTO audit_record (log_id, seq, ts_ms, op_id, phase, connection, body)
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${RECORDS})
    SELECT ${ROW} FROM number`);
  return database;
}

function planIn(database: DatabaseSync, { text, values }: NewestQuery): string {
  const named = Object.fromEntries(values.map((value, at) => [`$${at + 1}`, value]));
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(named);
  return rows.map(({ detail }) => String(detail)).join("\n");
}

const searches = [
  [{ subject: "person_7" }, "audit_record_subject"],
  [{ tool: "tool_7" }, "audit_record_tool"],
  [{ requestId: "r7" }, "audit_record_request"],
  [{ connection: "c7" }, "audit_record_connection"],
  [{}, "audit_record_time"],
] as const;
const queries = (dialect: AuditDialect, filter: (typeof searches)[number][0]) =>
  [FROM, LATER].map((from) => newestQuery(dialect, filter, from));

test.each(searches)("SQLite looks for %o in %s", (filter, index) => {
  const database = sqlite();
  for (const query of queries(SQLITE, filter)) {
    const plan = planIn(database, query);
    expect(plan).toContain(`SEARCH audit_record USING INDEX ${index}`);
    expect(plan).not.toContain("SCAN");
  }
  database.close();
});

const postgres = await testPostgres();
const opened = postgres && new Pool({ connectionString: postgres.url, max: 1 });
if (opened) {
  for (const { postgres: sql } of migrations) await opened.query(sql);
  await opened.query(`INSERT INTO audit_record (log_id, seq, ts_ms, op_id, phase, connection, body)
    SELECT ${ROW} FROM generate_series(1, ${RECORDS}) AS n`);
  await opened.query("ANALYZE audit_record");
}
afterAll(async () => {
  await opened?.end();
  await postgres?.close();
});

describe.skipIf(opened === undefined)("Postgres", () => {
  test.each(searches)("looks for %o in %s", async (filter, index) => {
    for (const { text, values } of queries(POSTGRES, filter)) {
      const { rows } = (await opened?.query<Record<string, string>>(`EXPLAIN ${text}`, values)) ?? { rows: [] };
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toContain(index);
      expect(plan).not.toContain("Seq Scan");
    }
  });
});
