import type { Redis } from "ioredis";

/** A Redis that has lost the schedules, or was not there to take them, is told them again after so long. */
const LOOK_EVERY_MS = 2_000;

/** The schedules that this process has asked for, and sees to. */
export interface KeptSchedules {
  set(key: string, everyMs: number, payload: unknown): Promise<void>;
  /** @returns whether there was such a schedule. */
  remove(key: string): Promise<boolean>;
  close(): void;
}

/**
 * Keeps schedules beyond a Redis that was emptied: nobody else would ask for them again before the next start.
 *
 * @param options.ended the set, in Redis, of those that somebody has ended: no process makes them again
 */
export function keptSchedules(options: {
  redis: Redis;
  ended: string;
  make(key: string, everyMs: number, payload: unknown): Promise<unknown>;
  has(key: string): Promise<boolean>;
  unmake(key: string): Promise<boolean>;
  onError(error: unknown): void;
}): KeptSchedules {
  const { redis, ended, make, has, unmake, onError } = options;
  const ours = new Map<string, { everyMs: number; payload: unknown }>();
  let looking: NodeJS.Timeout | undefined;

  const look = async () => {
    for (const key of await redis.smembers(ended)) ours.delete(key);
    for (const [key, { everyMs, payload }] of ours) if (!(await has(key))) await make(key, everyMs, payload);
  };

  return {
    async set(key, everyMs, payload) {
      ours.set(key, { everyMs, payload });
      looking ??= setInterval(() => void look().catch(onError), LOOK_EVERY_MS).unref();
      await redis.srem(ended, key);
      await make(key, everyMs, payload);
    },
    async remove(key) {
      ours.delete(key);
      await redis.sadd(ended, key);
      return unmake(key);
    },
    close: () => clearInterval(looking),
  };
}
