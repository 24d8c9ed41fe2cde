import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

/** Runs a Lua script by its digest, and sends it whole where Redis does not know it (any more). */
export function redisScript(
  redis: Redis,
  lua: string,
): (keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown> {
  const digest = createHash("sha1").update(lua).digest("hex");
  return async (keys, args) => {
    try {
      return await redis.evalsha(digest, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return redis.eval(lua, keys.length, ...keys, ...args);
    }
  };
}
