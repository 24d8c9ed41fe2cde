import { randomUUID } from "node:crypto";
import { privateRedis, testRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { jobsContract } from "../testing/jobs-contract.ts";
import { bullmqJobs } from "./bullmq-jobs.ts";

const server = await testRedis();

if (server !== undefined) {
  const redis = new Redis(server.url);
  jobsContract("bullmq", async () => {
    const prefix = `${server.prefix}-${randomUUID()}`;
    return { open: () => bullmqJobs({ redis, prefix, onError: () => {} }), close: async () => {} };
  });
  const openWith = async (prefix: string, given: Redis = redis) => {
    const jobs = await bullmqJobs({ redis: given, prefix, onError: () => {} });
    onTestFinished(() => jobs.close());
    return jobs.queue("work");
  };
  const forget = async (prefix: string, kept: string) => {
    const keys = await redis.keys(`${prefix}*`);
    await redis.unlink(...keys.filter((key) => key !== kept));
  };

  test("a Redis that has lost the schedules is told them again, but not those that somebody has ended", async () => {
    const prefix = `${server.prefix}-${randomUUID()}`;
    const [queue, other] = [await openWith(prefix), await openWith(prefix)];
    const ran: unknown[] = [];
    for (const name of ["ended", "kept"]) await queue.schedule(name, 100, name);
    expect(await other.unschedule("ended")).toBe(true);
    // Of a Redis that forgets this too, the other process has no more than a moment to hear of it.
    await forget(prefix, `${prefix}:work:unscheduled`);
    queue.process(async ({ payload }) => void ran.push(payload));
    await expect.poll(() => ran.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
    expect(new Set(ran)).toEqual(new Set(["kept"]));
    await queue.schedule("ended", 100, "begun again");
    await expect.poll(() => ran, { timeout: 5_000 }).toContain("begun again");
  });

  test("a schedule that Redis was not there for is made when it is", async ({ skip }) => {
    const own = await privateRedis();
    if (own === undefined) return skip();
    onTestFinished(() => own.close());
    const client = new Redis(own.url);
    client.on("error", () => {});
    onTestFinished(() => client.disconnect());
    const queue = await openWith("own", client);
    const ran: unknown[] = [];
    queue.process(async ({ payload }) => void ran.push(payload));
    await own.kill();
    await expect(queue.schedule("sweep", 100, "late")).rejects.toThrow();
    await own.start();
    await expect.poll(() => ran, { timeout: 15_000 }).toContain("late");
  });

  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
}
