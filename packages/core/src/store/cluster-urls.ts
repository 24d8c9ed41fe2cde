import { ConfigError, type Settings } from "../config/index.ts";

/**
 * Which of the two modes it is: there is no third.
 *
 * @returns undefined for the embedded one.
 * @throws ConfigError when only one of the two is set.
 */
export function clusterUrls({
  databaseUrl,
  redisUrl,
}: Settings["cluster"]): { databaseUrl: string; redisUrl: string } | undefined {
  if (databaseUrl === undefined && redisUrl === undefined) return undefined;
  if (databaseUrl !== undefined && redisUrl !== undefined) return { databaseUrl, redisUrl };
  const [missing, set] = databaseUrl === undefined ? ["DATABASE_URL", "REDIS_URL"] : ["REDIS_URL", "DATABASE_URL"];
  throw new ConfigError([
    {
      where: missing,
      found: `nothing, while ${set} is set`,
      accepts: "both, for replicas that share Postgres and Redis, or neither, for one process with a file of its own",
    },
  ]);
}
