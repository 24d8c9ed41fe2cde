import type { Redis } from "ioredis";
import { openRedis } from "./open-redis.ts";

export interface LookedAtRedis {
  redis: Redis;
  version: string;
  /** What it does when its memory is full: `noeviction` keeps everything. */
  evictionPolicy: string | undefined;
  /** Bytes; `most` is 0 where there is no bound. */
  memory: { used: number; most: number };
  role: string;
  close(): void;
}

/**
 * Connects to Redis and changes nothing there.
 *
 * @throws what the driver throws when it cannot be reached.
 */
export async function lookAtRedis(url: string): Promise<LookedAtRedis> {
  let broke: unknown;
  const redis = openRedis({ url, report: (error) => (broke = error) });
  try {
    await redis.connect();
    const info = await redis.info();
    const [version = "0", evictionPolicy, used, most, role = "master"] = [
      "redis_version",
      "maxmemory_policy",
      "used_memory",
      "maxmemory",
      "role",
    ].map((name) => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1]);
    const memory = { used: Number(used ?? 0), most: Number(most ?? 0) };
    return { redis, version, evictionPolicy, memory, role, close: () => redis.disconnect() };
  } catch (error) {
    redis.disconnect();
    throw broke ?? error;
  }
}
