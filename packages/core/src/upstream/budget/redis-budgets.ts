import { redisScript, type GuardedRedis } from "../../store/index.ts";
import { BULK_RESERVE, SAME_WINDOW_MS, type Budgets, type Lesson } from "./budgets.ts";
import { budgetScript } from "./budget-script.ts";
import { memoryBudgets } from "./memory-budgets.ts";

/** Longer than the longest block and the longest window that is of use. */
const KEEP_MS = 2 * 60 * 60_000;

/**
 * Keeps budgets in Redis, one round trip per request: a limit that one replica has met stops all of them. While Redis is
 * away each replica keeps to its part of what it knows.
 *
 * @param options.prefix of the keys; the credential's name follows
 * @param options.replicas how many share the credentials
 */
export function redisBudgets(options: {
  redis: GuardedRedis;
  prefix: string;
  replicas: number;
  now: () => number;
}): Budgets {
  const { redis, prefix, replicas, now } = options;
  const run = redisScript(redis.client, budgetScript);
  const local = memoryBudgets({ now, share: 1 / replicas });
  const keyOf = (credential: string) => `${prefix}${credential}`;
  const tell = (credential: string, taken: readonly string[], lessons: readonly Lesson[]) => {
    const given = [taken.length, ...taken, ...lessons.flatMap(textOf)];
    void redis.ask(() => run([keyOf(credential)], ["settle", KEEP_MS, SAME_WINDOW_MS, ...given]));
  };
  return {
    async reserve(credential, want) {
      const bulk = want.bulk ? BULK_RESERVE : 0;
      const answer = await redis.ask(() => run([keyOf(credential)], ["reserve", KEEP_MS, bulk, ...want.buckets]));
      if (!Array.isArray(answer)) return local.reserve(credential, want);
      const [waitMs, bucket] = answer as [number, string];
      if (waitMs > 0) return { waitMs, bucket };
      const block = local.blocked(credential, want.buckets);
      // Redis was away when we met it, or has been emptied since.
      if (block.bucket !== undefined)
        tell(credential, want.buckets, [{ bucket: block.bucket, blockedMs: block.waitMs }]);
      return block;
    },
    settle(credential, taken, lessons) {
      local.settle(credential, taken, lessons);
      tell(credential, taken, lessons);
    },
    async take(quota) {
      const { bucket, requests, windowMs } = quota;
      const waitMs = await redis.ask(() => run([`${prefix}*/${bucket}`], ["take", windowMs, requests]));
      return typeof waitMs === "number" ? waitMs : local.take(quota);
    },
  };
}

const textOf = ({ bucket, blockedMs, remaining, resetMs, limit }: Lesson) => [
  bucket,
  ...[blockedMs, remaining, resetMs, limit].map((fact) => (fact === undefined ? "" : Math.ceil(fact))),
];
