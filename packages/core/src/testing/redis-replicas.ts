import { testRedis, type TestRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import { guardRedis, redisChannel, type Channel, type GuardedRedis } from "../store/index.ts";

/** One replica's connections to Redis. */
export interface RedisReplica {
  guarded: GuardedRedis;
  channel: Channel;
  close(): void;
}

/**
 * Connects a replica, as a process of a cluster is connected.
 *
 * @param prefix of its topics
 * @param patienceMs how long it waits for an answer: long, unless the test is about that, for machines that are busy
 */
export async function redisReplica(url: string, prefix: string, patienceMs = 5_000): Promise<RedisReplica> {
  const connect = async () => {
    const client = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 3_000,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  const [redis, subscriber] = await Promise.all([connect(), connect()]);
  return {
    guarded: guardRedis(redis, { patienceMs }),
    channel: redisChannel({ redis, subscriber, prefix }),
    close() {
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}

/** A Redis for one suite, and replicas on it; undefined where there is none. */
export async function redisReplicas(
  count: number,
): Promise<(TestRedis & { replicas: readonly RedisReplica[] }) | undefined> {
  const redis = await testRedis();
  if (redis === undefined) return undefined;
  const replicas = await Promise.all(Array.from({ length: count }, () => redisReplica(redis.url, redis.prefix)));
  return {
    ...redis,
    replicas,
    async close() {
      for (const replica of replicas) replica.close();
      await redis.close();
    },
  };
}
