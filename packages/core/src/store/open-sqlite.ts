import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrateSqlite } from "./migrations/index.ts";

/** How long a process waits for another one that writes. */
const BUSY_MS = 5_000;
const LOOK_EVERY_MS = 10;
/** Primary result code (sqlite.org/rescode.html). */
const BUSY = 5;

/**
 * Opens the one file of the embedded mode, for nobody but this user, and brings it up to date. SQLite gives the files beside
 * it (`-wal`, `-shm`) the mode of the file itself, so that is set before anything is written.
 *
 * @param file a path, whose folder is made when it is missing, or `:memory:`
 * @throws SchemaError for a file of a later version.
 */
export function openSqlite(file: string): DatabaseSync {
  if (file !== ":memory:") {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  }
  const database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  try {
    // FULL: a rotated vendor token that a power cut takes away cannot be had again.
    becomeWal(database);
    database.exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    migrateSqlite(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not wait here, as it does elsewhere: another process may be opening the same new file. */
function becomeWal(database: DatabaseSync): void {
  const giveUpAt = performance.now() + BUSY_MS;
  for (;;) {
    try {
      return database.exec("PRAGMA journal_mode = WAL");
    } catch (error) {
      const code = (error as { errcode?: number }).errcode ?? 0;
      if ((code & 0xff) !== BUSY || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS);
    }
  }
}

/**
 * A second way to an opened file, for what outlasts the process but may be lost in a power cut: its commits do not wait for
 * the disk.
 */
export function openQuickSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  database.exec("PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
  return database;
}
