import { privateRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openWork, type Work } from "./open-work.ts";
import { openEmbedded, type ClusterState, type TaskRow } from "./store/index.ts";

const task = (content: string): TaskRow => ({
  id: "t",
  tenant: "default",
  connector: "toy",
  owner: "ada",
  status: "working",
  version: 1,
  content,
  createdAtMs: Date.now(),
  updatedAtMs: Date.now(),
  expiresAtMs: Date.now() + 60_000,
});

const open = (state: Parameters<typeof openWork>[0]) =>
  openWork(state, { observe: () => {}, onError: () => {}, onQueue: () => {} });
const kept = (work: Work, text: string) => [
  () => work.rows.insert(task(text)),
  () => work.inbox.add("default/toy", [{ id: "d", content: text }], 60_000),
  () => work.jobs.queue("work").enqueue({ text }),
];

test("what a full disk does not take is refused as the store refuses it, and taken when there is room", async () => {
  const state = openEmbedded(":memory:", () => {});
  const work = await open(state);
  onTestFinished(async () => {
    await work.close();
    await state.close();
  });
  const [before] = Object.values(state.sqlite.prepare("PRAGMA page_count").get() ?? {});
  state.sqlite.exec(`PRAGMA max_page_count = ${String(before)}`);
  const large = "x".repeat(200_000);
  for (const keep of kept(work, large)) {
    await expect(keep()).rejects.toMatchObject({ name: "StoreError", code: "full" });
  }
  state.sqlite.exec("PRAGMA max_page_count = 100000");
  for (const keep of kept(work, large)) await keep();
  await expect(work.jobs.queue("work").enqueue({ text: large + large })).rejects.toMatchObject({ code: "too_large" });
});

test("a database and a Redis that are away are told as the store's own outage", async ({ skip }) => {
  const server = await privateRedis();
  if (server === undefined) return skip();
  onTestFinished(() => server.close());
  const redis = new Redis(server.url);
  redis.on("error", () => {});
  const pool = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
  const work = await open({ mode: "cluster", redis, redisUrl: server.url, prefix: "work", pool } as ClusterState);
  onTestFinished(async () => {
    await work.close();
    redis.disconnect();
    await pool.end();
  });
  await work.jobs.queue("work").enqueue({});
  await server.kill();
  for (const keep of kept(work, "small")) {
    await expect(keep()).rejects.toMatchObject({ name: "StoreError", code: "unavailable" });
  }
});
