import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { lackingInSqlite, type Migration } from "./migrations/index.ts";
import { DATABASE_FILE } from "./open-embedded.ts";

const BUSY_MS = 2_000;

/** The file of the embedded mode, to be read. */
export interface LookedAtSqlite {
  database: DatabaseSync;
  /** Steps that the next start will take. */
  lacking: readonly Migration[];
  close(): void;
}

/**
 * Opens the data folder's file without changing it, beside a server or while there is none.
 *
 * @returns undefined where there is none yet.
 * @throws SchemaError for a file of a later version or another build; what SQLite throws for a file that is none.
 */
export function lookAtSqlite(data: string): LookedAtSqlite | undefined {
  const file = join(data, DATABASE_FILE);
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { timeout: BUSY_MS, readOnly: true });
  try {
    return { database, lacking: lackingInSqlite(database), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}
