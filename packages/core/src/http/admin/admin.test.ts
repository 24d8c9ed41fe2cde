import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { testRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { bullmqJobs } from "../../jobs/index.ts";
import { createLog, createMetrics } from "../../observe/index.ts";
import { METRICS } from "../testing/start-app.ts";
import { listenAdmin, type AdminPort } from "./listen-admin.ts";

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function start(env: Record<string, string>, queues?: Parameters<typeof listenAdmin>[0]["queues"]) {
  const settings = loadSettings(coreSettings, { env });
  const log = createLog({ ...settings.logging, level: "silent" });
  const metrics = createMetrics({ methods: [], tools: {} });
  const admin = await listenAdmin({ settings, log, metrics, queues });
  if (admin !== undefined) closers.push(() => admin.close());
  return admin;
}

const get = async ({ url }: AdminPort, path: string, init?: RequestInit) => {
  const response = await fetch(`${url}${path}`, init);
  return { status: response.status, text: await response.text() };
};

test("there is no admin port unless one is set, and then on loopback", async () => {
  expect(await start({})).toBeUndefined();
  const admin = await start({ ADMIN_PORT: "0" });
  expect(admin?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test("it serves metrics, reads only, and answers to its own names only", async () => {
  const admin = (await start({ ADMIN_PORT: "0" })) as AdminPort;
  expect(await get(admin, "/metrics")).toMatchObject({ status: 200, text: expect.stringContaining("nodejs_") });
  expect(await get(admin, "/metrics", { method: "POST" })).toMatchObject({ status: 405 });
  expect(await get(admin, "/jobs")).toMatchObject({ status: 404, text: expect.stringContaining("/metrics") });
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${admin.url}/metrics`, { headers: { host: "evil.example" } }, ({ statusCode }) =>
      resolve(statusCode),
    );
    asked.on("error", reject).end();
  });
  expect(rebound).toBe(403);
});

test("with METRICS_TOKEN it asks for that, too", async () => {
  const admin = (await start({ ADMIN_PORT: "0", METRICS_TOKEN: METRICS.token })) as AdminPort;
  expect((await get(admin, "/metrics")).status).toBe(401);
  expect((await get(admin, "/metrics", { headers: METRICS.headers })).status).toBe(200);
});

test("a port that is taken is named", async () => {
  const admin = (await start({ ADMIN_PORT: "0" })) as AdminPort;
  await expect(start({ ADMIN_PORT: new URL(admin.url).port })).rejects.toThrow(/ADMIN_PORT/);
});

const server = await testRedis();
test.skipIf(server === undefined)("the board shows the queues and lets nobody change them", async () => {
  const redis = new Redis(server?.url ?? "");
  const jobs = await bullmqJobs({ redis, prefix: `${server?.prefix}-${randomUUID()}`, onError: () => {} });
  closers.push(
    () => server?.close(),
    () => redis.disconnect(),
    () => jobs.close(),
  );
  const id = await jobs.queue("tasks.github").enqueue({ task: "x" });
  const admin = (await start({ ADMIN_PORT: "0" }, jobs.bullQueues())) as AdminPort;
  expect(await get(admin, "/jobs")).toMatchObject({ status: 200, text: expect.stringContaining("<title>") });
  const { text } = await get(admin, "/jobs/api/queues?activeQueue=tasks.github&status=waiting");
  expect(JSON.parse(text)).toMatchObject({
    queues: [{ name: "tasks.github", readOnlyMode: true, counts: { waiting: 1 }, jobs: [{ id }] }],
  });
  const paused = await get(admin, "/jobs/api/queues/tasks.github/pause", { method: "PUT" });
  expect(paused.status).toBe(405);
  expect(await jobs.queue("tasks.github").counts()).toMatchObject({ waiting: 1 });
});
