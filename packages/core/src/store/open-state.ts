import { ConfigError, type Settings } from "../config/index.ts";
import { openEmbedded } from "./open-embedded.ts";
import type { State } from "./state.ts";

/**
 * Opens what this process keeps things in: one file, or Postgres and Redis where both are set.
 *
 * @param report takes what breaks later, and mends itself: connections above all
 * @throws ConfigError when only one of the two is set, or what is set cannot be used.
 */
export async function openState(
  { data, cluster }: Pick<Settings, "data" | "cluster">,
  report: (error: unknown) => void,
): Promise<State> {
  const { databaseUrl, redisUrl } = cluster;
  if (databaseUrl === undefined && redisUrl === undefined) return openEmbedded(data, report);
  if (databaseUrl === undefined || redisUrl === undefined) throw halfACluster(databaseUrl === undefined);
  // Embedded, nothing of pg or ioredis is ever loaded.
  const { openCluster } = await import("./open-cluster.ts");
  return openCluster({ ...cluster, databaseUrl, redisUrl }, report);
}

function halfACluster(databaseIsMissing: boolean): ConfigError {
  const [missing, set] = databaseIsMissing ? ["DATABASE_URL", "REDIS_URL"] : ["REDIS_URL", "DATABASE_URL"];
  return new ConfigError([
    {
      where: missing,
      found: `nothing, while ${set} is set`,
      accepts: "both, for replicas that share Postgres and Redis, or neither, for one process with a file of its own",
    },
  ]);
}
