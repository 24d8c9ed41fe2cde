import type { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import { guardRedis } from "./guarded-redis.ts";

test("after three failures nobody asks for a while, and for no longer when the clock is set back", async () => {
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ["Date"] });
  const redis = guardRedis({ status: "ready" } as Redis, { pauseMs: 500 });
  for (let failure = 0; failure < 3; failure += 1) {
    expect(await redis.ask(() => Promise.reject(new Error("no")))).toBeUndefined();
  }
  expect([redis.available, await redis.ask(async () => "asked")]).toEqual([false, undefined]);
  vi.setSystemTime(Date.now() - 5 * 60_000);
  await expect.poll(() => redis.ask(async () => "asked"), { timeout: 5_000 }).toBe("asked");
});
