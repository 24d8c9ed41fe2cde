import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCache, type Cache } from "../cache/index.ts";
import { redisReplicas } from "../testing/index.ts";
import { createKeptReads, type KeptReads } from "./kept-reads.ts";

const redis = await redisReplicas(2);
afterAll(() => redis?.close());

const current = { stale: [] };
const counting = () => {
  const reads = { count: 0, read: async () => ({ lines: ["a".repeat(1_000)], count: (reads.count += 1) }) };
  return reads;
};

describe("in one process", () => {
  let cache: Cache;
  let kept: KeptReads;
  beforeEach(() => {
    cache = createCache({ key: Buffer.alloc(32, 1) });
    kept = createKeptReads(cache);
  });
  afterEach(() => cache.close());

  test("reads once per connection and key, also after a write", async () => {
    const { read } = counting();
    const ada = kept.keeper("ada", current);
    expect((await ada("diff 1", 60_000, read)).count).toBe(1);
    await cache.wrote("ada");
    expect((await kept.keeper("ada", current)("diff 1", 60_000, read)).count).toBe(1);
    expect((await ada("diff 2", 60_000, read)).count).toBe(2);
    expect((await kept.keeper("ben", current)("diff 1", 60_000, read)).count).toBe(3);
  });

  test("no caller can change what another one gets", async () => {
    const { read } = counting();
    const keep = kept.keeper("cleo", current);
    (await keep("diff", 60_000, read)).lines.push("changed");
    (await keep("diff", 60_000, read)).lines.push("changed");
    expect((await keep("diff", 60_000, read)).lines).toHaveLength(1);
  });

  test("keeps nothing of a failure, nor what stood in for a vendor that failed", async () => {
    const { read } = counting();
    const failing = async () => Promise.reject(new Error("no answer"));
    await expect(kept.keeper("dan", current)("diff", 60_000, failing)).rejects.toThrow("no answer");
    expect((await kept.keeper("dan", { stale: [5_000] })("diff", 60_000, read)).count).toBe(1);
    expect((await kept.keeper("dan", current)("diff", 60_000, read)).count).toBe(2);
  });

  test("is gone when the connection is revoked", async () => {
    const { read } = counting();
    await kept.keeper("eve", current)("diff", 60_000, read);
    await cache.revoke("eve");
    expect((await kept.keeper("eve", current)("diff", 60_000, read)).count).toBe(2);
  });
});

describe("notes", () => {
  const cache = createCache({ key: Buffer.alloc(32, 1) });
  const kept = createKeptReads(cache);
  afterAll(() => cache.close());

  test("are a connection's own, until they are struck out or their time is up", async () => {
    const ada = kept.notes("ada");
    ada.put("name/C1", { name: "general" }, 60_000);
    ada.put("name/C2", { name: "random" }, 1);
    expect(kept.notes("ada").peek("name/C1")).toEqual({ name: "general" });
    expect(await kept.notes("ben").find("name/C1")).toBeUndefined();
    await expect.poll(() => ada.peek("name/C2")).toBeUndefined();
    ada.drop("name/C1");
    expect(await ada.find("name/C1")).toBeUndefined();
  });

  test("are never what a read was kept under", async () => {
    const { read } = counting();
    await kept.keeper("cleo", current)("diff", 60_000, read);
    expect(kept.notes("cleo").peek("diff")).toBeUndefined();
  });

  test("stay after a write, and are gone when the connection is revoked", async () => {
    kept.notes("dan").put("me", { id: "U1" }, 60_000);
    await cache.wrote("dan");
    expect(kept.notes("dan").peek("me")).toEqual({ id: "U1" });
    await cache.revoke("dan");
    expect(kept.notes("dan").peek("me")).toBeUndefined();
  });
});

test.skipIf(redis === undefined)("another replica has it, too", async () => {
  const prefix = `${redis?.prefix}:default/kept`;
  const key = randomBytes(32);
  const caches = (redis?.replicas ?? []).map(({ guarded, channel }) =>
    createCache({ key, redis: { guarded, channel, prefix } }),
  );
  const [one, other] = caches.map((cache) => createKeptReads(cache).keeper("ada", current));
  const first = counting();
  const second = counting();
  await one?.("diff", 60_000, first.read);
  // On its way to Redis: the replica that finds nothing yet would read for itself.
  const client = redis?.replicas[0]?.guarded.client;
  await expect.poll(() => client?.keys(`${prefix}/cache/*`)).not.toEqual([]);
  expect(await other?.("diff", 60_000, second.read)).toEqual({ lines: ["a".repeat(1_000)], count: 1 });
  expect(second.count).toBe(0);
  for (const cache of caches) cache.close();
});
