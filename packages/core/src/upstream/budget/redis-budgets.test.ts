import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { guardRedis, type GuardedRedis } from "../../store/index.ts";
import { redisReplicas } from "../../testing/index.ts";
import type { Budgets } from "./budgets.ts";
import { redisBudgets } from "./redis-budgets.ts";
import { budgetsContract } from "./testing/budgets-contract.ts";

const redis = await redisReplicas(2);
afterAll(() => redis?.close());

describe.skipIf(redis === undefined)("on Redis", () => {
  let tests = 0;
  const views = (): [Budgets, ...Budgets[]] => {
    const prefix = `${redis?.prefix}:budget/${(tests += 1)}/`;
    const [first, ...rest] = (redis?.replicas ?? []).map(({ guarded }) =>
      redisBudgets({ redis: guarded, prefix, replicas: 2, now: Date.now }),
    );
    if (first === undefined) throw new Error("There is no replica.");
    return [first, ...rest];
  };
  const pings = () => Promise.all((redis?.replicas ?? []).map(({ guarded }) => guarded.client.ping()));

  budgetsContract("redis", () => ({
    budgets: views(),
    async advance(ms) {
      if (ms > 0) await sleep(ms);
      await pings();
    },
  }));

  test("what one replica has learnt is known to the others a round trip later", async () => {
    const [one, ...others] = views();
    const learntAt = performance.now();
    one.settle("a", [], [{ bucket: "*", blockedMs: 30_000 }]);
    await pings();
    for (const other of others) {
      expect((await other.reserve("a", { buckets: ["*"], bulk: false })).waitMs).toBeGreaterThan(29_000);
    }
    expect(performance.now() - learntAt).toBeLessThan(1_000);
  });

  test("a Redis that has forgotten a block is told of it again by whoever has met it", async () => {
    const [one, other] = views();
    const reserve = (budgets: Budgets | undefined) => budgets?.reserve("a", { buckets: ["*", "core"], bulk: false });
    one.settle("a", [], [{ bucket: "core", blockedMs: 30_000 }]);
    await pings();
    const client = redis?.replicas[0]?.guarded.client;
    const keys = (await client?.keys(`${redis?.prefix}:budget/${tests}/*`)) ?? [];
    expect(await client?.unlink(...keys)).toBe(1);
    expect(await reserve(other)).toEqual({ waitMs: 0 });
    for (const budgets of [one, other]) {
      expect(await reserve(budgets)).toMatchObject({ bucket: "core" });
      expect((await reserve(budgets))?.waitMs).toBeGreaterThan(25_000);
    }
  });

  test("without Redis, what this replica has learnt itself holds", async () => {
    const client = { status: "end" } as GuardedRedis["client"];
    const budgets = redisBudgets({ redis: guardRedis(client), prefix: "p/", replicas: 2, now: Date.now });
    expect(await budgets.reserve("a", { buckets: ["*"], bulk: false })).toEqual({ waitMs: 0 });
    budgets.settle("a", ["*"], [{ bucket: "*", blockedMs: 30_000 }]);
    expect((await budgets.reserve("a", { buckets: ["*"], bulk: false })).waitMs).toBeGreaterThan(29_000);
  });
});
