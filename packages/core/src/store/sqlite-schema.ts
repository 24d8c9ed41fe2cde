import type { DatabaseSync } from "node:sqlite";
import { jobsAndTasks } from "./migrations/0002-jobs-and-tasks.ts";

const VERSION = 2;

// Keys begin with tenant and connector, so a listing by key range stays within one of them.
const SCHEMA = `
  CREATE TABLE record (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    expires_at_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_expiry ON record (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
  CREATE TABLE listing (
    name TEXT NOT NULL,
    key TEXT NOT NULL REFERENCES record (key) ON DELETE CASCADE,
    PRIMARY KEY (name, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX listing_key ON listing (key);
`;

/**
 * Creates the tables of an empty file.
 *
 * @throws Error for a file that a later version has written.
 */
export function prepareSchema(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const { user_version: version } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    if (version > VERSION) throw new Error(`The database is of a later version (${version}) than this program knows.`);
    if (version === 0) database.exec(SCHEMA);
    if (version < 2) database.exec(`${jobsAndTasks.sqlite} PRAGMA user_version = ${VERSION};`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
