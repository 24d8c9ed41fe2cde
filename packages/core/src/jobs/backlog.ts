import type { Redis } from "ioredis";
import type { DatabaseSync } from "node:sqlite";

/** What waits and what went wrong in the queues. */
export interface Backlog {
  waiting: number;
  running: number;
  /** Failed, and still kept. */
  failed: number;
  /** For how long the one that waits longest could have been done, in milliseconds; undefined where that is not told. */
  oldestMs: number | undefined;
}

/** Of the embedded mode, read from its file. */
export function embeddedBacklog(database: DatabaseSync, nowMs: number): Backlog {
  const count = (state: string) =>
    Number(database.prepare("SELECT count(*) AS n FROM job WHERE state = ?").get(state)?.["n"] ?? 0);
  const oldest = database.prepare("SELECT min(run_at_ms) AS at FROM job WHERE state = 'waiting'").get()?.["at"];
  const oldestMs = typeof oldest === "number" ? Math.max(0, nowMs - oldest) : undefined;
  return { waiting: count("waiting"), running: count("running"), failed: count("failed"), oldestMs };
}

/**
 * Of a cluster, read as BullMQ keeps it, without opening a queue: that would write.
 *
 * @param prefix what our keys begin with
 */
export async function redisBacklog(redis: Redis, prefix: string): Promise<Backlog> {
  const total: Backlog = { waiting: 0, running: 0, failed: 0, oldestMs: undefined };
  for (const name of await queueNames(redis, prefix)) {
    const key = (part: string) => `${prefix}:${name}:${part}`;
    total.waiting += (await redis.llen(key("wait"))) + (await redis.zcard(key("prioritized")));
    total.running += await redis.llen(key("active"));
    total.failed += await redis.zcard(key("failed"));
  }
  return total;
}

async function queueNames(redis: Redis, prefix: string): Promise<string[]> {
  const names = new Set<string>();
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", `${prefix}:*:meta`, "COUNT", 1_000);
    for (const key of keys) names.add(key.slice(prefix.length + 1, -":meta".length));
    cursor = next;
  } while (cursor !== "0");
  return [...names];
}
