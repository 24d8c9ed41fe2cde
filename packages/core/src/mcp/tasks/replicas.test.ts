import { randomUUID } from "node:crypto";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { ask, defineTool } from "../../connector/index.ts";
import { bullmqJobs } from "../../jobs/index.ts";
import { migrations, postgresTaskRows } from "../../store/index.ts";
import { modernRpc } from "../testing/rpc.ts";
import { startEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

const CAPABILITIES = { elicitation: { form: {} }, extensions: { "io.modelcontextprotocol/tasks": {} } };
const form = {
  method: "elicitation/create" as const,
  params: { message: "Sure?", requestedSchema: { type: "object" } },
};

let ran: number;
let marks: Set<string>;
const confirmed = defineTool({
  name: "confirmed",
  title: "Confirmed",
  description: "Asks on the way.",
  access: "read",
  scopes: [],
  mayAsk: true,
  task: "optional",
  input: z.object({}),
  output: z.object({ action: z.string() }),
  async run(_input, { answers, mark }) {
    ran += 1;
    marks.add(mark);
    const { sure } = answers;
    return sure === undefined ? ask({ sure: form }) : { action: sure.action ?? "" };
  },
});

const server = await testRedis();
afterAll(() => server?.close());
const closers: (() => unknown)[] = [];
let pool: pg.Pool;
let redis: Redis;
let prefix: string;

// Whatever works on another attempt's tasks would take up this one's too: each has a database of its own.
beforeEach(async ({ skip }) => {
  const postgres = await testPostgres();
  if (postgres === undefined || server === undefined) return skip();
  ran = 0;
  marks = new Set();
  pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  redis = new Redis(server.url);
  prefix = `${server.prefix}-${randomUUID()}`;
  closers.push(
    () => postgres.close(),
    () => pool.end(),
    () => redis.disconnect(),
  );
  for (const { postgres: sql } of migrations) await pool.query(sql);
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

test("a task is any replica's, and outlives a Redis that has forgotten everything", { timeout: 60_000 }, async () => {
  const secret = Buffer.alloc(32, 3);
  const replica = async () => {
    const jobs = await bullmqJobs({ redis, prefix, onError: () => {} });
    const endpoint = await startEndpoint({
      connector: toyWith([confirmed]),
      secret,
      tasks: { jobs, rows: postgresTaskRows(pool) },
    });
    closers.push(
      () => jobs.close(),
      () => endpoint.close(),
    );
    return endpoint.url;
  };
  const rpc = async (url: string, method: string, params: Record<string, unknown>) =>
    (await modernRpc(url, method, params, { capabilities: CAPABILITIES })).body.result as Record<string, unknown>;
  const [here, there] = [await replica(), await replica()];

  const task = await rpc(here, "tools/call", { name: "confirmed", arguments: {} });
  const taskId = String(task["taskId"]);
  expect(await rpc(there, "tasks/get", { taskId })).toMatchObject({ taskId });
  const status = async (url: string) => (await rpc(url, "tasks/get", { taskId }))["status"];
  await expect.poll(() => status(there), { timeout: 10_000 }).toBe("input_required");

  const keys = await redis.keys(`${prefix}*`);
  expect(keys.length).toBeGreaterThan(0);
  await redis.del(...keys);
  // As if Redis had been emptied between the answer and its job.
  await pool.query("UPDATE task SET updated_at_ms = updated_at_ms - 60000");
  const answer = { "0.sure": { action: "accept", content: {} } };
  await rpc(there, "tasks/update", { taskId, inputResponses: answer });
  await expect.poll(() => status(here), { timeout: 20_000 }).toBe("completed");
  expect(await rpc(here, "tasks/get", { taskId })).toMatchObject({
    result: { structuredContent: { action: "accept" } },
  });
  expect(ran).toBe(2);
  // What one round has sent, the next one can find again; the vendor is not told which task it is.
  expect(marks.size).toBe(1);
  expect(marks).not.toContain(taskId);
});

test("work whose job was lost is taken up again", { timeout: 60_000 }, async () => {
  const jobs = await bullmqJobs({ redis, prefix, onError: () => {} });
  const rows = postgresTaskRows(pool);
  const secret = Buffer.alloc(32, 3);
  // One replica takes the call while nobody works on jobs, and Redis forgets it.
  const deaf = {
    ...jobs,
    queue: (...args: Parameters<typeof jobs.queue>) => ({
      ...jobs.queue(...args),
      process: () => ({ close: async () => {} }),
    }),
  };
  const first = await startEndpoint({ connector: toyWith([confirmed]), secret, tasks: { jobs: deaf, rows } });
  const { body } = await modernRpc(
    first.url,
    "tools/call",
    { name: "confirmed", arguments: {} },
    { capabilities: CAPABILITIES },
  );
  const taskId = String(body.result?.["taskId"]);
  await first.close();
  await redis.del(...(await redis.keys(`${prefix}*`)));
  await pool.query("UPDATE task SET updated_at_ms = updated_at_ms - 60000 WHERE id = $1", [taskId]);

  const second = await startEndpoint({ connector: toyWith([confirmed]), secret, tasks: { jobs, rows } });
  closers.push(
    () => jobs.close(),
    () => second.close(),
  );
  await jobs.queue("tasks.toy").enqueue({});
  const get = async () =>
    (await modernRpc(second.url, "tasks/get", { taskId }, { capabilities: CAPABILITIES })).body.result;
  await expect.poll(async () => (await get())?.["status"], { timeout: 20_000 }).toBe("input_required");
});
