import { Redis } from "ioredis";

const CONNECT_MS = 5_000;
/** Whoever asks has something better to do than to wait for what is only there to be fast, in milliseconds. */
const COMMAND_MS = 3_000;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Makes a connection that comes back by itself and never lets a caller wait for that: while Redis is away, commands fail at
 * once.
 *
 * @param options.report takes what breaks connections
 */
export function openRedis(options: { url: string; report?: (error: unknown) => void }): Redis {
  const { url, report = () => {} } = options;
  const redis = new Redis(url, {
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
    lazyConnect: true,
    connectionName: "fairlead",
  });
  redis.on("error", report);
  return redis;
}
