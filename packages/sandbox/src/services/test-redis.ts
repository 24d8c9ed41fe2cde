import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { privateRedis } from "./private-redis.ts";

/** Keys with a prefix of their own in a Redis that other suites may share. */
export interface TestRedis {
  url: string;
  /** What every key and channel of the suite begins with; holds no `:` (BullMQ forbids it in ids). */
  prefix: string;
  /** Deletes the keys; ends the server if it was started for this. */
  close(): Promise<void>;
}

const DEFAULT_URL = "redis://127.0.0.1:6379";

/** Works with a connection that neither waits nor tries again. */
async function withConnection(url: string, work: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 10_000 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function deleteKeys(redis: Redis, prefix: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", `*${prefix}*`, "COUNT", 1_000);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next;
  } while (cursor !== "0");
}

async function freshPrefix(url: string, end: () => Promise<void>): Promise<TestRedis> {
  const prefix = `test-${randomBytes(8).toString("hex")}`;
  await withConnection(url, (redis) => redis.ping());
  return {
    url,
    prefix,
    async close() {
      await withConnection(url, (redis) => deleteKeys(redis, prefix));
      await end();
    },
  };
}

/**
 * A Redis for one suite: that of `TEST_REDIS_URL`, else the machine's at `redis://127.0.0.1:6379`, else a private one from
 * the program installed.
 *
 * @returns undefined, after a printed line, where there is none of these: skip the suite
 * @throws Error instead with `CI=true`, and whenever the server that `TEST_REDIS_URL` names does not answer
 */
export async function testRedis(): Promise<TestRedis | undefined> {
  const named = process.env["TEST_REDIS_URL"];
  const nothing = async () => undefined;
  if (named) return freshPrefix(named, nothing);
  const shared = await freshPrefix(DEFAULT_URL, nothing).catch(nothing);
  if (shared) return shared;
  const own = await privateRedis();
  return own && freshPrefix(own.url, own.close);
}
