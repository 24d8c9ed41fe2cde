import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { privateRedis } from "./private-redis.ts";

/** Keys with a prefix of their own in a Redis that other suites may share. */
export interface TestRedis {
  url: string;
  /** What every key and channel of the suite begins with; holds no `:` (BullMQ forbids it in ids). */
  prefix: string;
  /** The suite's keys that have this text in them. */
  keysWith(text: string): Promise<string[]>;
  /** Deletes the keys; ends the server if it was started for this. */
  close(): Promise<void>;
}

const DEFAULT_URL = "redis://127.0.0.1:6379";

/** Works with a connection that neither waits nor tries again. */
async function withConnection<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 10_000 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function keysLike(redis: Redis, pattern: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", pattern, "COUNT", 1_000);
    found.push(...keys);
    cursor = next;
  } while (cursor !== "0");
  return found;
}

async function deleteKeys(redis: Redis, prefix: string): Promise<void> {
  const keys = await keysLike(redis, `*${prefix}*`);
  if (keys.length > 0) await redis.unlink(...keys);
}

async function freshPrefix(url: string, end: () => Promise<void>): Promise<TestRedis> {
  const prefix = `test-${randomBytes(8).toString("hex")}`;
  await withConnection(url, (redis) => redis.ping());
  return {
    url,
    prefix,
    keysWith: (text) => withConnection(url, (redis) => keysLike(redis, `*${prefix}*${text}*`)),
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
