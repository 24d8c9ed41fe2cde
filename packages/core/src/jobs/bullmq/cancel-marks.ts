import type { Redis } from "ioredis";

/** The jobs that nobody wants any more, where every replica can see it. */
export interface CancelMarks {
  set(id: string, keepMs: number): Promise<void>;
  has(id: string): Promise<boolean>;
}

export function cancelMarks(redis: Redis, place: string): CancelMarks {
  return {
    async set(id, keepMs) {
      await redis.set(`${place}:${id}`, "1", "PX", Math.max(keepMs, 60_000));
    },
    has: async (id) => (await redis.exists(`${place}:${id}`)) > 0,
  };
}
