import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { jobsContract } from "../testing/jobs-contract.ts";
import { openSqlite } from "../../store/index.ts";
import { embeddedJobs } from "./embedded-jobs.ts";

jobsContract("embedded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jobs-"));
  const databases: DatabaseSync[] = [];
  return {
    async open() {
      const database = openSqlite(join(folder, "fairlead.db"));
      databases.push(database);
      return embeddedJobs({ database, pollMs: 100, onError: () => {} });
    },
    async close() {
      for (const database of databases) database.close();
      rmSync(folder, { recursive: true });
    },
  };
});
