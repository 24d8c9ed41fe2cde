import { DatabaseSync } from "node:sqlite";
import { jobsAndTasks } from "../../store/migrations/0002-jobs-and-tasks.ts";

/** A file with the tables of jobs and tasks, opened as the store opens it. */
export function openJobsFile(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec("BEGIN EXCLUSIVE");
  const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'job'").get();
  if (known === undefined) database.exec(jobsAndTasks.sqlite);
  database.exec("COMMIT");
  return database;
}
