import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { privateRedis, testRedis } from "@fairlead/sandbox/services";
import { afterAll, expect, test } from "vitest";
import { KILL_POLICY, makeEffect, openPlace, type JobsPlace } from "./testing/jobs-process.ts";
import type { Jobs } from "./jobs.ts";
import { settled } from "./settled.ts";

const ROUNDS = 2;
const folder = mkdtempSync(join(tmpdir(), "jobs-kill-"));
const shared = await testRedis();

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await shared?.close();
});

/** Lets a process work for a while, kills it, and returns the jobs that it had been promised. */
async function killWhileWorking(place: JobsPlace, effects: string): Promise<string[]> {
  const program = join(import.meta.dirname, "testing", "jobs-process.ts");
  const child = spawn(process.execPath, [program, JSON.stringify({ place, effects })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  await expect.poll(() => output.split("\n").length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(40);
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
  return output.split("\n").slice(0, -1);
}

async function loseNothing(place: JobsPlace): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const effects = mkdtempSync(join(folder, "effects-"));
    const promised = await killWhileWorking(place, effects);
    const killedAt = performance.now();
    const jobs = await openPlace(place);
    try {
      const queue = jobs.queue("kill", KILL_POLICY);
      const again: number[] = [];
      let twice = 0;
      queue.process(async ({ id, attempt }) => {
        if (attempt > 1) again.push(performance.now() - killedAt);
        if (!makeEffect(effects, id)) twice += 1;
      });
      const ended = await Promise.all(promised.map((id) => settled(queue, id)));
      expect(ended.filter((job) => job?.state !== "completed")).toEqual([]);
      // What was in the dead worker's hands is taken up within 5 s after its lease.
      expect(Math.max(0, ...again)).toBeLessThan((KILL_POLICY.leaseMs ?? 0) + 5_000);
      const done = new Set(readdirSync(effects));
      expect(promised.filter((id) => !done.has(id))).toEqual([]);
      // Only what was in its hands ran twice, and that left one effect.
      expect(twice).toBeLessThanOrEqual(again.length);
      expect(again.length).toBeGreaterThan(0);
    } finally {
      await jobs.close();
    }
  }
}

test("kill -9 loses no job that was acknowledged: embedded", { timeout: 90_000 }, () =>
  loseNothing({ file: join(folder, "fairlead.db") }),
);

test.skipIf(shared === undefined)("kill -9 loses no job that was acknowledged: bullmq", { timeout: 90_000 }, () =>
  loseNothing({ redis: { url: shared?.url ?? "", prefix: `${shared?.prefix}-kill` } }),
);

test("a Redis that restarts loses no job, and the worker goes on within 5 s", { timeout: 60_000 }, async () => {
  const redis = await privateRedis();
  if (redis === undefined) return;
  const place = { redis: { url: redis.url, prefix: "restart" } };
  const jobs: Jobs = await openPlace(place);
  try {
    const queue = jobs.queue("kill", KILL_POLICY);
    const done: unknown[] = [];
    const before = await Promise.all(Array.from({ length: 50 }, (_, n) => queue.enqueue({ n }, { delayMs: 200 })));
    queue.process(async ({ payload }) => void done.push(payload));
    await redis.kill();
    const refused = performance.now();
    await expect(queue.enqueue("while it is down")).rejects.toThrow();
    expect(performance.now() - refused).toBeLessThan(5_000);
    await redis.start();
    const backAt = performance.now();
    await expect.poll(() => queue.enqueue("after").catch(() => undefined), { timeout: 5_000 }).toBeDefined();
    await expect.poll(() => done, { timeout: 5_000 }).toContain("after");
    expect(performance.now() - backAt).toBeLessThan(5_000);
    const ended = await Promise.all(before.map((id) => settled(queue, id)));
    expect(ended.filter((job) => job?.state !== "completed")).toEqual([]);
  } finally {
    await jobs.close();
    await redis.close();
  }
});
