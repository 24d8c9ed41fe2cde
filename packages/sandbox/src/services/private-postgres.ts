import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { findProgram } from "./find-program.ts";
import { freePort } from "./free-port.ts";
import { missingService } from "./missing-service.ts";
import { serverProcess, type ServerProcess } from "./server-process.ts";
import { serverUser } from "./server-user.ts";

/** A Postgres that belongs to one test. */
export interface PrivatePostgres extends ServerProcess {
  /** `postgres://postgres@127.0.0.1:PORT/postgres` */
  url: string;
  /** Asks it something. @returns the rows */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Ends it and deletes its data. */
  close(): Promise<void>;
}

export const POSTGRES_INSTALL = "apt-get install postgresql (Debian, Ubuntu) or brew install postgresql (macOS)";

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Starts a Postgres on a free port, with data of its own, for tests that stop, kill or hold it.
 *
 * @returns undefined, after a printed line, where no `postgres` and `initdb` are installed
 * @throws Error instead with `CI=true`
 */
export async function privatePostgres(): Promise<PrivatePostgres | undefined> {
  const initdb = findProgram("initdb");
  const beside = initdb && join(dirname(initdb), "postgres");
  if (initdb === undefined || beside === undefined) return missingService("Postgres", POSTGRES_INSTALL);
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "fairlead-postgres-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  await promisify(execFile)(
    initdb,
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { cwd: folder, ...user },
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const server = serverProcess({
    program: beside,
    // Only the process dies here, never the machine: what it gave the kernel is kept without waiting for the disk.
    args: [
      "-D",
      data,
      "-p",
      `${port}`,
      "-h",
      "127.0.0.1",
      "-k",
      folder,
      "-c",
      "fsync=off",
      "-c",
      "shared_buffers=16MB",
    ],
    folder,
    port,
    user,
    stopSignal: "SIGINT",
    probe: async () => void (await query(url, "SELECT 1")),
  });
  await server.start();
  return {
    ...server,
    url,
    query: (sql) => query(url, sql),
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
