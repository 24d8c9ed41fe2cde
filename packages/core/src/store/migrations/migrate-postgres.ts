import type { ClientBase, Pool, QueryConfig } from "pg";
import { migrations } from "./all.ts";
import { checksumOf, type Applied, type Migration } from "./migration.ts";
import { plan } from "./plan.ts";
import { SchemaError } from "./schema-error.ts";

/** "fairlead" in ASCII; together with the schema's own number it locks one schema. */
const LOCK = 0x6661_6972;
/** A step may rewrite a large table, and others wait for that: what bounds a call would break it off. */
const NO_LIMIT_MS = 2 ** 31 - 1;

/**
 * Brings the schema that `search_path` names up to date, in one transaction. Of several that try at once, one does it and
 * the others wait.
 *
 * @returns the steps that were taken.
 * @throws SchemaError when it is of a later version or another build; it is unchanged then.
 */
export async function migratePostgres(
  pool: Pool,
  known: readonly Migration[] = migrations,
): Promise<readonly Migration[]> {
  const client = await pool.connect();
  // The driver knows its own limit per query; its types do not.
  const run = (text: string, values?: unknown[]) =>
    client.query({ text, values, query_timeout: NO_LIMIT_MS } as QueryConfig);
  try {
    await run("BEGIN; SET LOCAL statement_timeout = 0");
    await run("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", [LOCK]);
    await run(`CREATE TABLE IF NOT EXISTS migration (
      number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
    )`);
    const missing = plan("postgres", await appliedSteps(client), known);
    for (const migration of missing) {
      await run(migration.postgres);
      await run("INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)", [
        migration.number,
        migration.name,
        checksumOf(migration, "postgres"),
      ]);
    }
    await run("COMMIT");
    client.release();
    return missing;
  } catch (error) {
    // A connection that broke in the middle rolls back by itself, and does not go back to the pool.
    const broken = await client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/**
 * Looks whether the schema is this program's, and changes nothing.
 *
 * @throws SchemaError older, newer or changed.
 */
export async function checkPostgresSchema(pool: Pool, known: readonly Migration[] = migrations): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS there");
  const missing = plan("postgres", rows[0]?.there === true ? await appliedSteps(pool) : [], known);
  if (missing.length === 0) return;
  const steps = missing.map(({ number, name }) => `${number} (${name})`).join(", ");
  throw new SchemaError("older", `The database lacks the schema's steps ${steps}.`);
}

async function appliedSteps(client: Pick<ClientBase, "query"> | Pool): Promise<readonly Applied[]> {
  const { rows } = await (client as Pool).query<Applied>(
    "SELECT number, name, checksum FROM migration ORDER BY number",
  );
  return rows;
}
