import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { redisReplicas } from "../../testing/index.ts";
import { guardRedis, type GuardedRedis } from "../guarded-redis.ts";
import { memoryRateLimit } from "./memory-rate-limit.ts";
import type { RateLimit } from "./rate-limit.ts";
import { sharedRateLimit } from "./shared-rate-limit.ts";

const redis = await redisReplicas(3);
afterAll(() => redis?.close());

let tests = 0;
const limitOn = (guarded: GuardedRedis, points: number, windowS: number, name: string) =>
  sharedRateLimit({ points, windowS, redis: guarded, prefix: `${redis?.prefix}:limit/${name}/` });
const away = () => guardRedis({ status: "end", defineCommand: () => {} } as unknown as GuardedRedis["client"]);

const drivers: [string, (points: number, windowS: number) => RateLimit][] = [
  ["memory", (points, windowS) => memoryRateLimit({ points, windowS })],
  ["shared, without Redis", (points, windowS) => limitOn(away(), points, windowS, "away")],
  ...(redis?.replicas ?? [])
    .slice(0, 1)
    .map(({ guarded }): [string, (points: number, windowS: number) => RateLimit] => [
      "shared",
      (points, windowS) => limitOn(guarded, points, windowS, `alone${(tests += 1)}`),
    ]),
];

describe.each(drivers)("%s", (_name, open) => {
  test("gives as many points as there are, and tells how long until there are more", async () => {
    const limit = open(10, 60);
    const waits = [];
    for (const cost of [5, 3, 1, 1, 1]) waits.push(await limit.take("ada", cost));
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(waits[4]).toBeGreaterThan(50_000);
    expect(waits[4]).toBeLessThanOrEqual(60_000);
    expect(await limit.take("ben")).toBe(0);
  });

  test("gives them again in the next window", async () => {
    const limit = open(2, 1);
    await limit.take("ada", 2);
    const waitMs = await limit.take("ada");
    expect(waitMs).toBeGreaterThan(0);
    await expect.poll(() => limit.take("ada", 2), { timeout: 3_000 }).toBe(0);
  });
});

describe.skipIf(redis === undefined)("three replicas", () => {
  test("hold one limit together, but for what they do within a moment", async () => {
    const name = `together-${randomUUID()}`;
    const limits = (redis?.replicas ?? []).map(({ guarded }) => limitOn(guarded, 100, 60, name));
    let taken = 0;
    for (let round = 0; round < 60; round += 1) {
      for (const limit of limits) if ((await limit.take("ada")) === 0) taken += 1;
      if (round % 5 === 4) await sleep(60);
    }
    expect(taken).toBeGreaterThanOrEqual(100);
    expect(taken).toBeLessThanOrEqual(130);
    for (const limit of limits) expect(await limit.take("ada")).toBeGreaterThan(1_000);
  });
});

test("many addresses are counted in microseconds", async () => {
  const limit = memoryRateLimit({ points: 1_000, windowS: 10 });
  for (let index = 0; index < 60_000; index += 1) await limit.take(`network ${index}`);
  const costs = [];
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    for (let index = 0; index < 10_000; index += 1) await limit.take(`network ${59_000 + (index % 1_000)}`);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 10_000);
  }
  expect(Math.min(...costs)).toBeLessThan(5);
});
