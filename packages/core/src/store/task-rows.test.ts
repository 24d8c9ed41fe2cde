import { testPostgres } from "@fairlead/sandbox/services";
import pg from "pg";
import { afterAll } from "vitest";
import { jobsAndTasks } from "./migrations/0002-jobs-and-tasks.ts";
import { openSqlite } from "./open-sqlite.ts";
import { postgresTaskRows } from "./postgres-task-rows.ts";
import { sqliteTaskRows } from "./sqlite-task-rows.ts";
import { taskRowsContract } from "./testing/task-rows-contract.ts";

taskRowsContract("sqlite", async (now) => sqliteTaskRows(openSqlite(":memory:"), now));

const server = await testPostgres();
if (server !== undefined) {
  const pool = new pg.Pool({ connectionString: server.url, max: 5 });
  taskRowsContract("postgres", async (now) => {
    await pool.query("DROP TABLE IF EXISTS task");
    await pool.query(jobsAndTasks.postgres);
    return postgresTaskRows(pool, now);
  });
  afterAll(async () => {
    await pool.end();
    await server.close();
  });
}
