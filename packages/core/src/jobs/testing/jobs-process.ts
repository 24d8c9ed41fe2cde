import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { openSqlite } from "../../store/index.ts";
import { bullmqJobs } from "../bullmq/bullmq-jobs.ts";
import { embeddedJobs } from "../embedded/embedded-jobs.ts";
import type { Jobs, QueuePolicy } from "../jobs.ts";

/** Both ends of the kill test work with it. */
export const KILL_POLICY: Partial<QueuePolicy> = { maxAttempts: 5, backoffMs: 20, leaseMs: 1_000, keepMs: 60_000 };

/** Where jobs are: a file, or a Redis and a prefix. */
export interface JobsPlace {
  file?: string;
  redis?: { url: string; prefix: string };
}

export async function openPlace({ file, redis }: JobsPlace): Promise<Jobs> {
  const onError = () => {};
  if (file !== undefined) return embeddedJobs({ database: openSqlite(file), pollMs: 100, onError });
  if (redis === undefined) throw new TypeError("Jobs need a place.");
  const client = new Redis(redis.url);
  client.on("error", onError);
  return bullmqJobs({ redis: client, prefix: redis.prefix, onError });
}

/**
 * What a job of the test does: it makes one file, named after itself. Done twice, it has been done once, as every handler's
 * work must be.
 *
 * @returns whether this was the first time.
 */
export function makeEffect(folder: string, id: string): boolean {
  try {
    closeSync(openSync(join(folder, id), "wx"));
    return true;
  } catch {
    return false;
  }
}

/** A process to be killed: it works on jobs while it enqueues new ones, and names each once it was acknowledged. */
async function main(): Promise<void> {
  const { place, effects } = JSON.parse(process.argv[2] ?? "{}") as { place: JobsPlace; effects: string };
  const queue = (await openPlace(place)).queue("kill", KILL_POLICY);
  queue.process(async ({ id }) => {
    makeEffect(effects, id);
    await sleep(20);
  });
  for (let n = 0; ; n += 1) {
    process.stdout.write(`${await queue.enqueue({ n })}\n`);
    await breathe();
  }
}

if (process.argv[1] === import.meta.filename) await main();
