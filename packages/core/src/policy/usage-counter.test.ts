import { expect, test } from "vitest";
import { memoryStore, openSqlite, sqliteStore, StoreError, type Store } from "../store/index.ts";
import { createUsageCounter } from "./usage-counter.ts";
import type { UsageRule } from "./usage-rule.ts";

const limit = (tool: string, most: number, per: UsageRule["per"]): UsageRule => ({
  rule: { by: "owner", name: "limits" },
  tool,
  most,
  per,
});
const NOON = Date.UTC(2026, 10, 29, 12);

function setUp(store: Store = memoryStore(), clock = { ms: NOON }) {
  const counter = createUsageCounter({ minutes: store, days: store, now: () => clock.ms });
  const take = async (tool: string, ...limits: UsageRule[]) =>
    (await counter.take("c1", tool, limits))?.limit.most ?? "ok";
  return { counter, take, clock };
}

test("so many calls of a tool go through within a minute, and as many in the next", async () => {
  const { counter, take, clock } = setUp();
  clock.ms += 20_000;
  const limits = [limit("add", 2, "minute")];
  expect(await take("add", ...limits)).toBe("ok");
  expect(await take("add", ...limits)).toBe("ok");
  expect(await counter.take("c1", "add", limits)).toEqual({ limit: limits[0], waitMs: 40_000 });
  expect(await counter.take("c2", "add", limits)).toBeUndefined();
  expect(await take("get", ...limits)).toBe("ok");
  clock.ms += 40_000;
  expect(await take("add", ...limits)).toBe("ok");
});

test("all tools together have a limit of their own, and what one limit refuses no other counts", async () => {
  const { take, clock } = setUp();
  const limits = [limit("*", 3, "day"), limit("add", 1, "minute")];
  expect(await take("add", ...limits)).toBe("ok");
  for (let tries = 0; tries < 5; tries += 1) expect(await take("add", ...limits)).toBe(1);
  expect(await take("get", ...limits)).toBe("ok");
  expect(await take("get", ...limits)).toBe("ok");
  expect(await take("get", ...limits)).toBe(3);
  clock.ms += 86_400_000;
  expect(await take("get", ...limits)).toBe("ok");
});

test("of operator's and owner's limit for the same the lower one holds, and each call counts once", async () => {
  const { take } = setUp();
  const limits = [limit("*", 5, "day"), limit("*", 3, "day")];
  expect([await take("a", ...limits), await take("a", ...limits), await take("a", ...limits)]).toEqual([
    "ok",
    "ok",
    "ok",
  ]);
  expect(await take("a", ...limits)).toBe(3);
});

test("replicas hold one limit together, however many call at once", async () => {
  const store = memoryStore();
  const replicas = [setUp(store), setUp(store), setUp(store)];
  const calls = Array.from({ length: 20 }, () => replicas.map(({ take }) => take("get", limit("*", 25, "day")))).flat();
  expect((await Promise.all(calls)).filter((each) => each === "ok")).toHaveLength(25);
});

test("what was counted is still there after a restart", async () => {
  const database = openSqlite(":memory:");
  const before = setUp(sqliteStore(database));
  expect(await before.take("get", limit("*", 1, "day"))).toBe("ok");
  const after = setUp(sqliteStore(database));
  expect(await after.take("get", limit("*", 1, "day"))).toBe(1);
  database.close();
});

test("without its stores each process holds the limit by itself", async () => {
  const store = memoryStore();
  store.get = async () => {
    throw new StoreError("unavailable", "Redis is away.");
  };
  const { take } = setUp(store);
  expect(await take("get", limit("*", 1, "day"))).toBe("ok");
  expect(await take("get", limit("*", 1, "day"))).toBe(1);
});
