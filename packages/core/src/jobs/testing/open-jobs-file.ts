import type { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../store/index.ts";

/** A file with the tables of jobs and tasks, opened as the store opens it. */
export function openJobsFile(file: string): DatabaseSync {
  return openSqlite(file);
}
