import { StoreError } from "./store-error.ts";

/** Primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const FULL = 13;
const CANTOPEN = 14;

/** What a failure of SQLite's means. Extended codes carry the primary one in their low byte. */
export function explainSqlite(error: unknown): StoreError {
  const code = (error as { errcode?: number }).errcode ?? 0;
  const text = error instanceof Error ? error.message : String(error);
  switch (code & 0xff) {
    case BUSY:
    case LOCKED:
      return new StoreError("unavailable", "Another process holds the database for too long.", { cause: error });
    case FULL:
      return new StoreError("full", "The disk of the database is full: nothing was written.", { cause: error });
    case READONLY:
    case CANTOPEN:
      return new StoreError("readonly", `The database cannot be written: ${text}.`, { cause: error });
    case IOERR:
      return new StoreError("full", `The disk of the database fails: ${text}. Nothing was written.`, { cause: error });
    default:
      return new StoreError("broken", `The database fails: ${text}.`, { cause: error });
  }
}
