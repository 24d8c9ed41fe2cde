import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { redisScript, type GuardedRedis } from "../store/index.ts";
import type { EntrySealer } from "./seal-entry.ts";
import type { Place } from "./shelf.ts";

/** What lies in Redis, sealed. Every failure is a miss. */
export interface RedisEntries {
  /** @returns the bytes, and for how many milliseconds more they are kept. */
  get(place: Place): Promise<{ bytes: Buffer; leftMs: number } | undefined>;
  put(place: Place, bytes: Uint8Array, keepMs: number): void;
  drop(place: Place): void;
  /**
   * Makes this replica the one that fetches an entry; where another is at it, waits for that a little.
   *
   * @returns what ends the claim; undefined when the other one has put the entry there meanwhile.
   */
  claim(place: Place): Promise<(() => void) | undefined>;
}

/** What one fetch may take before another replica no longer counts on it. */
const CLAIM_MS = 5_000;
const WAIT_MS = 150;
const LOOK_EVERY_MS = 15;

const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

export function redisEntries(options: { redis: GuardedRedis; prefix: string; sealer: EntrySealer }): RedisEntries {
  const { redis, prefix, sealer } = options;
  const release = redisScript(redis.client, RELEASE);
  const nameOf = ({ partition, key }: Place) => sealer.nameOf(partition, key);
  return {
    async get(place) {
      const name = nameOf(place);
      const found = await redis.ask(async (client) => {
        const rows = await client.pipeline().getBuffer(`${prefix}${name}`).pttl(`${prefix}${name}`).exec();
        return rows?.map(([, value]) => value);
      });
      const [sealed, leftMs] = found ?? [];
      if (!Buffer.isBuffer(sealed) || typeof leftMs !== "number" || leftMs <= 0) return undefined;
      const bytes = sealer.open(place.partition, name, sealed);
      return bytes && { bytes, leftMs };
    },
    put(place, bytes, keepMs) {
      if (!redis.available || keepMs < 1) return;
      const name = nameOf(place);
      const sealed = sealer.seal(place.partition, name, bytes);
      void redis.ask((client) => client.set(`${prefix}${name}`, sealed, "PX", Math.ceil(keepMs)));
    },
    drop(place) {
      void redis.ask((client) => client.unlink(`${prefix}${nameOf(place)}`));
    },
    async claim(place) {
      const name = nameOf(place);
      const claimKey = `${prefix}claim/${name}`;
      const owner = randomBytes(9).toString("base64url");
      const giveUpAt = performance.now() + WAIT_MS;
      for (;;) {
        const claimed = await redis.ask((client) => client.set(claimKey, owner, "PX", CLAIM_MS, "NX"));
        if (claimed === "OK") return () => void redis.ask(() => release([claimKey], [owner]));
        // Away, or the other one is slow: everybody for himself.
        if (claimed === undefined || performance.now() >= giveUpAt) return () => {};
        await sleep(LOOK_EVERY_MS);
        const there = await redis.ask((client) => client.exists(`${prefix}${name}`));
        if (there === 1) return undefined;
      }
    },
  };
}
