import type { DatabaseSync } from "node:sqlite";
import { migrations } from "./all.ts";
import { checksumOf, type Applied, type Migration } from "./migration.ts";
import { plan } from "./plan.ts";

/**
 * Brings a file up to date. Of several processes that open it at once, one does it and the others wait.
 *
 * @returns the steps that were taken.
 * @throws SchemaError when the file is of a later version or another build; it is unchanged then.
 */
export function migrateSqlite(database: DatabaseSync, known: readonly Migration[] = migrations): readonly Migration[] {
  database.exec("BEGIN EXCLUSIVE");
  try {
    database.exec(`CREATE TABLE IF NOT EXISTS migration (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL
    ) STRICT`);
    const applied = database.prepare("SELECT number, name, checksum FROM migration").all() as unknown as Applied[];
    const missing = plan("sqlite", applied, known);
    const note = database.prepare("INSERT INTO migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)");
    for (const migration of missing) {
      database.exec(migration.sqlite);
      note.run(migration.number, migration.name, checksumOf(migration, "sqlite"), new Date().toISOString());
    }
    database.exec("COMMIT");
    return missing;
  } catch (error) {
    // A full disk has rolled it back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Looks which steps a file lacks, and changes nothing.
 *
 * @throws SchemaError when the file is of a later version or another build.
 */
export function lackingInSqlite(
  database: DatabaseSync,
  known: readonly Migration[] = migrations,
): readonly Migration[] {
  const there = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").get() !== undefined;
  const applied = there ? database.prepare("SELECT number, name, checksum FROM migration").all() : [];
  return plan("sqlite", applied as unknown as Applied[], known);
}
