import { join } from "node:path";
import { embeddedJobs, type JobObservation, type Jobs } from "./jobs/index.ts";
import { openSqliteFile, sqliteTaskRows, type TaskRows } from "./store/index.ts";

/** What work that outlives a request is kept in, and who does it. */
export interface Work {
  jobs: Jobs;
  rows: TaskRows;
  /** Gives back what is at work. */
  close(): Promise<void>;
}

/** @param data the data folder, or `:memory:` */
export function openWork(
  data: string,
  options: { observe(observation: JobObservation): void; onError(error: unknown): void },
): Work {
  const database = openSqliteFile(data === ":memory:" ? data : join(data, "fairlead.db"));
  const jobs = embeddedJobs({ database, ...options });
  return {
    jobs,
    rows: sqliteTaskRows(database),
    async close() {
      await jobs.close();
      database.close();
    },
  };
}
