import { ConfigError, type Settings } from "../config/index.ts";
import { openPostgres } from "./open-postgres.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { openRedis } from "./open-redis.ts";
import { postgresStore } from "./postgres-store.ts";
import { redisChannel } from "./redis-channel.ts";
import { redisStore } from "./redis-store.ts";
import type { ClusterState } from "./state.ts";
import { unreachable } from "./unreachable.ts";

/** Both URLs are there. */
type ClusterSettings = Settings["cluster"] & { databaseUrl: string; redisUrl: string };

/** What the scripts ask of it is there since then. */
const LEAST_REDIS = [6, 2] as const;

/**
 * Connects to Postgres and Redis, and looks whether they can be worked with.
 *
 * @throws ConfigError that says which of them cannot, and why.
 */
export async function openCluster(settings: ClusterSettings, report: (error: unknown) => void): Promise<ClusterState> {
  const { databaseUrl, databasePoolSize, redisUrl, redisPrefix: prefix } = settings;
  const postgres = openPostgres({ url: databaseUrl, poolSize: databasePoolSize, report });
  // While it connects, the driver tells by events why it cannot, and throws only that it gave up.
  let refusal: unknown;
  let tell = (error: unknown): void => void (refusal ??= error);
  const options = { url: redisUrl, report: (error: unknown) => tell(error) };
  const [redis, subscriber] = [openRedis(options), openRedis(options)];
  const close = async () => {
    redis.disconnect();
    subscriber.disconnect();
    await postgres.close();
  };
  try {
    await prepareDatabase(postgres, settings);
    await Promise.all([redis.connect(), subscriber.connect()]).catch((error: unknown) =>
      unreachable("REDIS_URL", redisUrl)(refusal ?? error),
    );
    tell = report;
    checkRedisVersion(await redis.info("server").catch(unreachable("REDIS_URL", redisUrl)));
  } catch (error) {
    await close();
    throw error;
  }
  const volatile = redisStore(redis, { prefix });
  return {
    mode: "cluster",
    pool: postgres.pool,
    database: postgres.database,
    redis,
    redisUrl,
    prefix,
    durable: postgresStore(postgres.database, { report }),
    volatile,
    counts: volatile,
    channel: redisChannel({ redis, subscriber, prefix, report }),
    close,
  };
}

function checkRedisVersion(info: string): void {
  const [, version = "0"] = /^redis_version:(\S+)/m.exec(info) ?? [];
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > LEAST_REDIS[0] || (major === LEAST_REDIS[0] && minor >= LEAST_REDIS[1])) return;
  throw new ConfigError([
    { where: "REDIS_URL", found: `Redis ${version}`, accepts: `Redis ${LEAST_REDIS.join(".")} or later` },
  ]);
}
