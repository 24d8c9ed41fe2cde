import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Database, StoreTables } from "./postgres-tables.ts";

/** A busy pool, or a server that does not answer: nobody waits longer, in milliseconds. */
const CONNECT_MS = 5_000;
const QUERY_MS = 10_000;

/** The way to Postgres. */
export interface OpenedPostgres {
  pool: Pool;
  database: Database;
  close(): Promise<void>;
}

/**
 * Makes a pool; it connects when it is asked to. Connections that break are replaced.
 *
 * @param options.poolSize connections at most
 * @param options.report takes what happens to connections that nobody uses at the moment
 */
export function openPostgres(options: {
  url: string;
  poolSize: number;
  report?: (error: unknown) => void;
}): OpenedPostgres {
  const { url, poolSize, report = () => {} } = options;
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_MS,
    // The server's own limit comes first: it ends the statement, too.
    statement_timeout: QUERY_MS - 1_000,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: "fairlead",
  });
  // Without a listener, a connection that the server ends would end the process.
  pool.on("error", report);
  // Nor may one that is in use: whoever uses it is told by the query that fails.
  pool.on("connect", (client) => client.on("error", () => {}));
  const database: Database = new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    database,
    async close() {
      // Kysely ends the pool only when it has used it.
      await database.destroy();
      if (!pool.ending) await pool.end();
    },
  };
}
