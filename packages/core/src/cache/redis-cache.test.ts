import { randomBytes } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { GuardedRedis } from "../store/index.ts";
import { redisReplicas } from "../testing/index.ts";
import { createCache, type Cache } from "./create-cache.ts";
import type { Place, Shelf } from "./shelf.ts";

const redis = await redisReplicas(2);
afterAll(() => redis?.close());

type Note = { text: string };

describe.skipIf(redis === undefined)("replicas on one Redis", () => {
  const key = randomBytes(32);
  let turn = 0;
  let prefix = "";
  let caches: Cache[] = [];
  let shelves: Shelf<Note>[] = [];

  beforeEach(() => {
    prefix = `${redis?.prefix}:default/toy${(turn += 1)}`;
    caches = (redis?.replicas ?? []).map(({ guarded, channel }) =>
      createCache({ key, redis: { guarded, channel, prefix } }),
    );
    shelves = caches.map((cache) =>
      cache.shelf<Note>({
        name: "notes",
        maxBytes: 1_000_000,
        maxEntryBytes: 1_000_000,
        bytesOf: ({ text }) => text.length,
        encode: (note) => Buffer.from(JSON.stringify(note)),
        decode: (bytes) => JSON.parse(bytes.toString()) as Note,
      }),
    );
    return () => caches.forEach((cache) => cache.close());
  });
  const placeAt = async (replica: number, who: string, address = "/a"): Promise<Place> => {
    const standing = await caches[replica]?.standing(who);
    return { partition: standing?.partition ?? "", key: `${standing?.written}|${address}` };
  };
  const client = () => redis?.replicas[0]?.guarded.client;
  const entriesIn = async () =>
    (await client()?.keys(`${prefix}/cache/*`))?.filter((name) => !name.includes("standing/"));

  test("one finds what the other has kept, and nobody else's", async () => {
    shelves[0]?.put(await placeAt(0, "ada"), { text: "hers" }, 60_000);
    await expect.poll(entriesIn).toHaveLength(1);
    expect(shelves[1]?.peek(await placeAt(1, "ada"))).toBeUndefined();
    expect(await shelves[1]?.find(await placeAt(1, "ada"))).toEqual({ text: "hers" });
    expect(shelves[1]?.peek(await placeAt(1, "ada"))).toEqual({ text: "hers" });
    expect(await shelves[1]?.find(await placeAt(1, "ben"))).toBeUndefined();
  });

  test("Redis sees neither whose it is, nor what it is, nor where it was read", async () => {
    shelves[0]?.put(await placeAt(0, "ada-lovelace", "/repos/secret-plan"), { text: "canary" }, 60_000);
    await expect.poll(entriesIn).toHaveLength(1);
    const names = await client()?.keys(`${prefix}*`);
    const values = await Promise.all(
      (names ?? []).map(async (name) => ((await client()?.type(name)) === "string" ? client()?.get(name) : "")),
    );
    expect(JSON.stringify([names, values])).not.toMatch(/ada|secret-plan|canary/);
  });

  test("an entry moved to another's name does not open", async () => {
    shelves[0]?.put(await placeAt(0, "ada"), { text: "hers" }, 60_000);
    await expect.poll(entriesIn).toHaveLength(1);
    shelves[0]?.put(await placeAt(0, "ben"), { text: "his" }, 60_000);
    await expect.poll(entriesIn).toHaveLength(2);
    const [one = "", other = ""] = (await entriesIn()) ?? [];
    await client()?.copy(one, other, "REPLACE");
    const found = await Promise.all(["ada", "ben"].map(async (who) => shelves[1]?.find(await placeAt(1, who))));
    expect(found.filter((note) => note !== undefined)).toHaveLength(1);
  });

  test("more than 256 KB stays in its process", async () => {
    const place = await placeAt(0, "ada");
    shelves[0]?.put(place, { text: "x".repeat(257 * 1024) }, 60_000);
    shelves[0]?.put(await placeAt(0, "ada", "/b"), { text: "x".repeat(250 * 1024) }, 60_000);
    await expect.poll(entriesIn).toHaveLength(1);
    expect(shelves[0]?.peek(place)).toBeDefined();
  });

  test("a write on one makes what the other has stale at once, and leaves others' alone", async () => {
    const before = await placeAt(1, "ada");
    const others = await placeAt(1, "ben");
    await placeAt(0, "ada");
    await caches[0]?.wrote("ada");
    await expect.poll(() => placeAt(1, "ada").then(({ key }) => key)).not.toBe(before.key);
    expect((await placeAt(1, "ada")).key).toBe((await placeAt(0, "ada")).key);
    expect((await placeAt(1, "ada")).partition).toBe(before.partition);
    expect(await placeAt(1, "ben")).toEqual(others);
  });

  test("a revocation on one ends what the other has within a second, even when it did not hear of it", async () => {
    const deaf = {
      send: () => {},
      listen: () => () => {},
      onGap: () => () => {},
      reaches: async () => true,
      ready: async () => {},
    };
    const [, replica] = redis?.replicas ?? [];
    if (replica === undefined) throw new Error("There is no second replica.");
    const cache = createCache({ key, redis: { guarded: replica.guarded, channel: deaf, prefix } });
    const before = await cache.standing("ada");
    await caches[0]?.standing("ada");
    await caches[0]?.revoke("ada");
    const revokedAt = performance.now();
    await expect.poll(async () => (await cache.standing("ada")).partition, { interval: 20 }).not.toBe(before.partition);
    expect(performance.now() - revokedAt).toBeLessThan(1_000);
    cache.close();
  });

  test("a revocation drops what the other has in memory", async () => {
    const place = await placeAt(1, "ada");
    shelves[1]?.put(place, { text: "hers" }, 60_000, true);
    await placeAt(0, "ada");
    await caches[0]?.revoke("ada");
    await expect.poll(() => shelves[1]?.peek(place)).toBeUndefined();
  });

  test("Redis emptied: nothing kept before is found again", async () => {
    const before = await placeAt(0, "ada");
    for (const name of (await client()?.keys(`${prefix}*`)) ?? []) await client()?.del(name);
    await expect.poll(() => placeAt(0, "ada").then(({ partition }) => partition)).not.toBe(before.partition);
    expect(await placeAt(0, "ada")).toEqual(await placeAt(1, "ada"));
  });

  test("concurrent writes end with one word on both", async () => {
    await Promise.all([placeAt(0, "ada"), placeAt(1, "ada")]);
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(caches.flatMap((cache) => [1, 2].map(async () => cache.wrote("ada"))));
    }
    await expect.poll(async () => (await placeAt(0, "ada")).key === (await placeAt(1, "ada")).key).toBe(true);
  });

  /** A third replica, whose questions reach Redis, and Redis's answers it, as the test lets them. */
  const replicaThatHears = (hear: (ask: () => Promise<unknown>) => Promise<unknown>) => {
    const [replica] = redis?.replicas ?? [];
    if (replica === undefined) throw new Error("There is no replica.");
    const { guarded, channel } = replica;
    const hearing: GuardedRedis = {
      client: guarded.client,
      available: true,
      ask: async (work) => (await hear(() => guarded.ask(work))) as never,
    };
    const cache = createCache({ key, redis: { guarded: hearing, channel, prefix } });
    caches.push(cache);
    return cache;
  };

  test("a write that ends while a connection's standing is first asked for counts", async () => {
    const before = await caches[0]?.standing("ada");
    const answered = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holds = [held.promise];
    const cache = replicaThatHears(async (ask) => {
      const answer = await ask();
      answered.resolve();
      await holds.pop();
      return answer;
    });
    const asked = cache.standing("ada");
    await answered.promise;
    await cache.wrote("ada");
    held.resolve();
    expect((await asked).written).not.toBe(before?.written);
    expect((await cache.standing("ada")).written).not.toBe(before?.written);
  });

  test("a word of which nobody knows whether Redis had it never comes back", async () => {
    let late = false;
    const cache = replicaThatHears(async (ask) => {
      const answer = await ask();
      return late ? undefined : answer;
    });
    await cache.standing("ada");
    late = true;
    await cache.wrote("ada");
    await cache.revoke("ada");
    const unsure = await cache.standing("ada");
    // What was read until here is older than what another replica does now.
    await caches[1]?.wrote("ada");
    await caches[1]?.revoke("ada");
    late = false;
    const agree = async () => {
      const [ours, theirs] = [await cache.standing("ada"), await caches[1]?.standing("ada")];
      return ours.certain && ours.written === theirs?.written && ours.partition === theirs.partition;
    };
    await expect.poll(agree).toBe(true);
    const settled = await cache.standing("ada");
    expect(settled.written).not.toBe(unsure.written);
    expect(settled.partition).not.toBe(unsure.partition);
  });

  test("a write that Redis was too slow to hear of is told it later, whether or not anybody asks again", async () => {
    let slow = false;
    const cache = replicaThatHears(async (ask) => (slow ? undefined : ask()));
    const [before] = await Promise.all([caches[1]?.standing("ada"), cache.standing("ada")]);
    slow = true;
    await cache.wrote("ada");
    slow = false;
    const written = async () => (await caches[1]?.standing("ada"))?.written;
    await expect.poll(written, { timeout: 5_000 }).not.toBe(before?.written);
  });

  test("one of them fetches what neither has; the other waits a little for it", async () => {
    const place = await placeAt(0, "ada");
    const mine = await shelves[0]?.claim(place);
    expect(mine).toBeTypeOf("function");
    const theirs = shelves[1]?.claim(place);
    shelves[0]?.put(place, { text: "read" }, 60_000);
    expect(await theirs).toBeUndefined();
    expect(await shelves[1]?.find(place)).toEqual({ text: "read" });
    mine?.();
    const slow = await placeAt(0, "ada", "/slow");
    await shelves[0]?.claim(slow);
    const startedAt = performance.now();
    expect(await shelves[1]?.claim(slow)).toBeTypeOf("function");
    expect(performance.now() - startedAt).toBeGreaterThan(100);
  });
});
