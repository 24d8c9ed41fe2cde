import { randomBytes } from "node:crypto";
import pg from "pg";
import { privatePostgres } from "./private-postgres.ts";

/** A schema of its own in a Postgres that other suites may share. */
export interface TestPostgres {
  /** A connection string whose `search_path` is the schema. */
  url: string;
  schema: string;
  /** Drops the schema; ends the server if it was started for this. */
  close(): Promise<void>;
}

const DEFAULT_URL = "postgres://postgres@127.0.0.1:5432/test";

/** Runs one statement on a connection of its own. */
async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The given server with a fresh schema. */
async function freshSchema(url: string, end: () => Promise<void>): Promise<TestPostgres> {
  const schema = `test_${randomBytes(8).toString("hex")}`;
  await run(url, `CREATE SCHEMA ${schema}`);
  const scoped = new URL(url);
  scoped.searchParams.set("options", `-c search_path=${schema}`);
  return {
    // `+` for a blank is a form's spelling; connection strings know only %20.
    url: scoped.href.replaceAll("+", "%20"),
    schema,
    async close() {
      await run(url, `DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await end();
    },
  };
}

/**
 * A Postgres for one suite: that of `TEST_DATABASE_URL`, else the machine's at `postgres://postgres@127.0.0.1:5432/test`,
 * else a private one from the programs installed.
 *
 * @returns undefined, after a printed line, where there is none of these: skip the suite
 * @throws Error instead with `CI=true`, and whenever the server that `TEST_DATABASE_URL` names does not answer
 */
export async function testPostgres(): Promise<TestPostgres | undefined> {
  const named = process.env["TEST_DATABASE_URL"];
  const nothing = async () => undefined;
  if (named) return freshSchema(named, nothing);
  const shared = await freshSchema(DEFAULT_URL, nothing).catch(nothing);
  if (shared) return shared;
  const own = await privatePostgres();
  return own && freshSchema(own.url, own.close);
}
