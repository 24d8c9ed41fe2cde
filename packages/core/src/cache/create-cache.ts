import type { Channel, GuardedRedis } from "../store/index.ts";
import { memoryStandings } from "./memory-standings.ts";
import { redisEntries } from "./redis-entries.ts";
import { redisStandings } from "./redis-standings.ts";
import { entrySealer } from "./seal-entry.ts";
import { createShelf, type Shelf, type ShelfOptions } from "./shelf.ts";
import type { Standing } from "./standing.ts";

/** What was read for connections, each for itself: no entry is ever shared between two. */
export interface Cache {
  /** How a connection stands now; everything kept for it is found under this. Never throws. */
  standing(connectionId: string): Standing | Promise<Standing>;
  /** A write of the connection has ended, or may have: what was read before its end is no longer fresh, on no replica. */
  wrote(connectionId: string): void | Promise<void>;
  /** Nothing that was read for the connection may be served again, on no replica. One step, however much it was. */
  revoke(connectionId: string): Promise<void>;
  /** Entries of one kind. */
  shelf<Value extends object>(options: ShelfOptions<Value>): Shelf<Value>;
  close(): void;
}

/**
 * @param options.key at least 16 random bytes, the same on every replica: names partitions and seals what leaves the process
 * @param options.redis undefined: this process is the only one
 * @param options.redis.prefix of all keys: tenant and connector
 * @throws TypeError for a short key
 */
export function createCache(options: {
  key: Buffer;
  redis?: { guarded: GuardedRedis; channel: Channel; prefix: string } | undefined;
}): Cache {
  const { key, redis } = options;
  if (key.byteLength < 16) throw new TypeError("The cache key needs at least 16 bytes.");
  const shelves: Pick<Shelf<object>, "dropPartition">[] = [];
  const dropPartition = (partition: string) => {
    for (const shelf of shelves) shelf.dropPartition(partition);
  };
  const prefix = `${redis?.prefix}/cache/`;
  const standings =
    redis === undefined
      ? memoryStandings(key)
      : redisStandings({ key, redis: redis.guarded, channel: redis.channel, prefix, onRevoked: dropPartition });
  const entries = redis && redisEntries({ redis: redis.guarded, prefix, sealer: entrySealer(key) });
  return {
    standing: (connectionId) => standings.of(connectionId),
    wrote: (connectionId) => standings.wrote(connectionId),
    async revoke(connectionId) {
      const partition = await standings.revoke(connectionId);
      if (partition !== undefined) dropPartition(partition);
    },
    shelf(shelfOptions) {
      const shelf = createShelf(shelfOptions, entries);
      shelves.push(shelf);
      return shelf;
    },
    close: () => standings.close(),
  };
}
