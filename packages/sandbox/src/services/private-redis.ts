import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findProgram } from "./find-program.ts";
import { freePort } from "./free-port.ts";
import { missingService } from "./missing-service.ts";
import { serverProcess, type ServerProcess } from "./server-process.ts";
import { serverUser } from "./server-user.ts";

/** A Redis that belongs to one test. */
export interface PrivateRedis extends ServerProcess {
  /** `redis://127.0.0.1:PORT` */
  url: string;
  /** Makes it forget everything. */
  flush(): Promise<void>;
  /** Ends it and deletes its data. */
  close(): Promise<void>;
}

export const REDIS_INSTALL = "apt-get install redis-server (Debian, Ubuntu) or brew install redis (macOS)";

/** One command on a connection of its own. */
async function run(url: string, command: "ping" | "flushall"): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.call(command);
  } finally {
    client.disconnect();
  }
}

/**
 * Starts a Redis on a free port for tests that stop, kill, flush or hold it. It writes what it holds to an append-only file
 * (fsync each second) and never evicts, as an operator of Fairlead runs it.
 *
 * @returns undefined, after a printed line, where no `redis-server` is installed
 * @throws Error instead with `CI=true`
 */
export async function privateRedis(): Promise<PrivateRedis | undefined> {
  const program = findProgram("redis-server");
  if (program === undefined) return missingService("Redis", REDIS_INSTALL);
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "fairlead-redis-"));
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "yes",
    appendfsync: "everysec",
    "maxmemory-policy": "noeviction",
  };
  const server = serverProcess({
    program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    folder,
    port,
    user,
    stopSignal: "SIGTERM",
    probe: () => run(url, "ping"),
  });
  await server.start();
  return {
    ...server,
    url,
    flush: () => run(url, "flushall"),
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
