import { ConfigError, type Settings } from "../config/index.ts";
import { checkPostgresSchema, migratePostgres, SchemaError } from "./migrations/index.ts";
import { openPostgres, type OpenedPostgres } from "./open-postgres.ts";
import { openRedis } from "./open-redis.ts";
import { postgresStore } from "./postgres-store.ts";
import { redisChannel } from "./redis-channel.ts";
import { redisStore } from "./redis-store.ts";
import type { ClusterState } from "./state.ts";

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
  const redis = openRedis({ url: redisUrl, report });
  const subscriber = openRedis({ url: redisUrl, report });
  const close = async () => {
    redis.disconnect();
    subscriber.disconnect();
    await postgres.close();
  };
  try {
    await checkDatabase(postgres, settings);
    await Promise.all([redis.connect(), subscriber.connect()]).catch(unreachable("REDIS_URL", redisUrl));
    checkRedisVersion(await redis.info("server").catch(unreachable("REDIS_URL", redisUrl)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    mode: "cluster",
    pool: postgres.pool,
    database: postgres.database,
    redis,
    redisUrl,
    prefix,
    durable: postgresStore(postgres.database, { report }),
    volatile: redisStore(redis, { prefix }),
    channel: redisChannel({ redis, subscriber, prefix, report }),
    close,
  };
}

async function checkDatabase(
  { pool }: OpenedPostgres,
  { databaseUrl, migrateAtStart }: ClusterSettings,
): Promise<void> {
  await pool.query("SELECT 1").catch(unreachable("DATABASE_URL", databaseUrl));
  try {
    await (migrateAtStart ? migratePostgres(pool) : checkPostgresSchema(pool));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const advice =
      error.code === "older"
        ? `${error.message} Run the command "migrate" (pnpm fairlead migrate) once before this version starts, or set FAIRLEAD_MIGRATE=true.`
        : error.message;
    throw new ConfigError([{ where: "DATABASE_URL", found: shown(databaseUrl), advice }]);
  }
}

function checkRedisVersion(info: string): void {
  const [, version = "0"] = /^redis_version:(\S+)/m.exec(info) ?? [];
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > LEAST_REDIS[0] || (major === LEAST_REDIS[0] && minor >= LEAST_REDIS[1])) return;
  throw new ConfigError([
    { where: "REDIS_URL", found: `Redis ${version}`, accepts: `Redis ${LEAST_REDIS.join(".")} or later` },
  ]);
}

function unreachable(where: string, url: string): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof AggregateError ? error.errors.map(String).join("; ") : textOf(error);
    throw new ConfigError([{ where, found: shown(url), advice: `It cannot be used: ${reason}` }]);
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where it leads, without the password. */
function shown(url: string): string {
  if (!URL.canParse(url)) return "a value that is no URL";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
