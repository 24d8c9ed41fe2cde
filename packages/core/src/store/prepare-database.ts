import { ConfigError } from "../config/index.ts";
import { checkPostgresSchema, migratePostgres, SchemaError, type Migration } from "./migrations/index.ts";
import type { OpenedPostgres } from "./open-postgres.ts";
import { shownUrl, unreachable } from "./unreachable.ts";

/**
 * Looks whether the database answers and has this program's schema.
 *
 * @param options.migrateAtStart bring an older schema up to date instead of refusing it
 * @returns the steps that were taken.
 * @throws ConfigError when it cannot be worked with; nothing has changed then.
 */
export async function prepareDatabase(
  { pool }: OpenedPostgres,
  { databaseUrl, migrateAtStart }: { databaseUrl: string; migrateAtStart: boolean },
): Promise<readonly Migration[]> {
  await pool.query("SELECT 1").catch(unreachable("DATABASE_URL", databaseUrl));
  try {
    if (migrateAtStart) return await migratePostgres(pool);
    await checkPostgresSchema(pool);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const advice =
      error.code === "older"
        ? `${error.message} Run the command "migrate" (pnpm fairlead migrate) once before this version starts, or set FAIRLEAD_MIGRATE=true.`
        : error.message;
    throw new ConfigError([{ where: "DATABASE_URL", found: shownUrl(databaseUrl), advice }]);
  }
}
