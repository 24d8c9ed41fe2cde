import type { Redis } from "ioredis";
import { ConfigError } from "../../config/index.ts";

/** @throws ConfigError when Redis is set to drop keys for want of memory: jobs would vanish without a word. */
export async function requireNoEviction(redis: Redis): Promise<void> {
  // Managed servers refuse CONFIG; INFO tells the same.
  const memory = await redis.info("memory");
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
  if (policy === undefined || policy === "noeviction") return;
  throw new ConfigError([
    {
      where: "REDIS_URL",
      found: `a Redis with maxmemory-policy ${policy}`,
      accepts: "one with maxmemory-policy noeviction",
      advice: "It would throw away waiting jobs when its memory is full.",
    },
  ]);
}
