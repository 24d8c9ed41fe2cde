import { testPostgres } from "@fairlead/sandbox/services";
import pg from "pg";
import { afterAll } from "vitest";
import { webhookInbox } from "./migrations/0004-webhook-inbox.ts";
import { openSqlite } from "./open-sqlite.ts";
import { postgresInbox } from "./postgres-inbox.ts";
import { sqliteInbox } from "./sqlite-inbox.ts";
import { inboxContract } from "./testing/inbox-contract.ts";

inboxContract("sqlite", async (now) => sqliteInbox(openSqlite(":memory:"), now));

const server = await testPostgres();
if (server !== undefined) {
  const pool = new pg.Pool({ connectionString: server.url, max: 5 });
  inboxContract("postgres", async (now) => {
    await pool.query("DROP TABLE IF EXISTS webhook_delivery");
    await pool.query(webhookInbox.postgres);
    return postgresInbox(pool, now);
  });
  afterAll(async () => {
    await pool.end();
    await server.close();
  });
}
