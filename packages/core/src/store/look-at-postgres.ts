import type { Pool } from "pg";
import { checkPostgresSchema } from "./migrations/index.ts";
import { openPostgres } from "./open-postgres.ts";

export interface LookedAtPostgres {
  pool: Pool;
  version: string;
  /** A standby, or a server that was told not to write. */
  readOnly: boolean;
  connections: { used: number; most: number };
  close(): Promise<void>;
}

/**
 * Connects to Postgres and changes nothing there.
 *
 * @throws what the driver throws when it cannot be reached; SchemaError when its schema is not this program's.
 */
export async function lookAtPostgres(url: string): Promise<LookedAtPostgres> {
  const { pool, close } = openPostgres({ url, poolSize: 1 });
  try {
    const { rows } = await pool.query<{ version: string; recovery: boolean; off: string; most: string }>(
      `SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS recovery,
         current_setting('default_transaction_read_only') AS off, current_setting('max_connections') AS most`,
    );
    const counted = await pool.query<{ used: number }>("SELECT count(*)::int AS used FROM pg_stat_activity");
    const [facts] = rows;
    if (facts === undefined) throw new Error("Postgres answers nothing.");
    await checkPostgresSchema(pool);
    return {
      pool,
      version: facts.version,
      readOnly: facts.recovery || facts.off === "on",
      connections: { used: counted.rows[0]?.used ?? 0, most: Number(facts.most) },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
