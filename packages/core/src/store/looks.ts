import type { Settings } from "../config/index.ts";
import { clusterUrls } from "./cluster-urls.ts";
import type { LookedAtPostgres } from "./look-at-postgres.ts";
import type { LookedAtRedis } from "./look-at-redis.ts";
import { lookAtSqlite } from "./look-at-sqlite.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

/** How to look at a cluster's parts, each by itself. Nothing of pg or ioredis is loaded before. */
export interface ClusterLooks {
  postgres(): Promise<LookedAtPostgres>;
  redis(): Promise<LookedAtRedis>;
}

/**
 * @returns undefined in the embedded mode.
 * @throws ConfigError when only one of the two URLs is set.
 */
export function clusterLooks({ cluster }: Pick<Settings, "cluster">): ClusterLooks | undefined {
  const urls = clusterUrls(cluster);
  if (urls === undefined) return undefined;
  return {
    postgres: async () => (await import("./look-at-postgres.ts")).lookAtPostgres(urls.databaseUrl),
    redis: async () => (await import("./look-at-redis.ts")).lookAtRedis(urls.redisUrl),
  };
}

/**
 * Reads what must last, of either mode, for as long as `work` takes.
 *
 * @returns undefined where there is nothing yet.
 */
export async function readDurable<Result>(
  settings: Pick<Settings, "cluster" | "data">,
  work: (store: Store) => Promise<Result>,
): Promise<Result | undefined> {
  const looks = clusterLooks(settings);
  if (looks === undefined) {
    const looked = lookAtSqlite(settings.data);
    if (looked === undefined) return undefined;
    try {
      return await work(sqliteStore(looked.database, { readOnly: true }));
    } finally {
      looked.close();
    }
  }
  const { openPostgres } = await import("./open-postgres.ts");
  const { postgresStore } = await import("./postgres-store.ts");
  const { database, close } = openPostgres({ url: settings.cluster.databaseUrl ?? "", poolSize: 1 });
  try {
    return await work(postgresStore(database, { report: () => {} }));
  } finally {
    await close();
  }
}
