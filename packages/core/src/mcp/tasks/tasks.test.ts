import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ask, defineTool, type AnyTool, type ToolContext } from "../../connector/index.ts";
import { gate } from "../../jobs/testing/jobs-contract.ts";
import { openJobsFile } from "../../jobs/testing/open-jobs-file.ts";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { embeddedTasks, SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith, type Shelf } from "../testing/toy-connector.ts";

const TASKS = { extensions: { "io.modelcontextprotocol/tasks": {} } };
const FORM = { elicitation: { form: {} } };
const form = (message: string) => ({
  method: "elicitation/create" as const,
  params: { message, requestedSchema: { type: "object", properties: { ok: { type: "boolean" } } } },
});

/** Tools that end when the test says so. */
let release = gate<string>();
let started = gate<ToolContext>();
const base = { scopes: [], input: z.object({ text: z.string().default("x").describe("Text") }) };
const Said = z.object({ said: z.string() });

const brew = defineTool({
  ...base,
  name: "brew",
  title: "Brew",
  description: "Takes long.",
  access: "read",
  task: "optional",
  output: Said,
  async run({ text }, context) {
    started.open(context);
    context.progress({ done: 1, total: 2, message: "half done" });
    const cancelled = new Promise<never>((_, reject) =>
      context.signal.addEventListener("abort", () => reject(new Error("stopped"))),
    );
    return { said: `${text} ${await Promise.race([release.opened, cancelled])}` };
  },
});

const post = defineTool({
  ...base,
  name: "post",
  title: "Post",
  description: "Writes, and takes long.",
  access: "write",
  task: "optional",
  output: Said,
  async run({ text }, { client }: ToolContext<Shelf>) {
    await client.post(text === "slow" ? `/notes/${SLOW_NOTE}` : "/notes", { text });
    return { said: text };
  },
});

const interview = defineTool({
  ...base,
  name: "interview",
  title: "Interview",
  description: "Asks on the way.",
  access: "read",
  mayAsk: true,
  task: "optional",
  output: Said,
  run: async (_input, { answers, state }) => {
    if (state === undefined) return ask({ one: form("One?"), two: form("Two?") }, "first");
    if (state === "first") return ask({ one: form("Again?") }, Object.keys(answers).toSorted());
    return { said: JSON.stringify([state, answers]) };
  },
});

const tools: AnyTool[] = [brew, post, interview];
let running: RunningEndpoint[] = [];
const start = async (options: Parameters<typeof startEndpoint>[0] = {}) => {
  const endpoint = await startEndpoint({ connector: toyWith(tools), ...options });
  running.push(endpoint);
  return endpoint;
};

afterEach(async () => {
  release.open("late");
  await Promise.all(running.map((each) => each.close()));
  running = [];
  release = gate();
  started = gate();
});

type Task = Record<string, unknown> & { taskId: string; status: string };

/** One request of a client that knows tasks. */
async function rpc(url: string, method: string, params: Record<string, unknown>, headers?: Record<string, string>) {
  const capabilities = { ...TASKS, ...FORM };
  return (await modernRpc(url, method, params, { capabilities, ...(headers && { headers }) })).body;
}

async function begin(url: string, name: string, args: Record<string, unknown> = {}, headers?: Record<string, string>) {
  return (await rpc(url, "tools/call", { name, arguments: args }, headers)).result as Task;
}

async function get(url: string, taskId: string): Promise<Task> {
  return (await rpc(url, "tasks/get", { taskId })).result as Task;
}

const until = (url: string, taskId: string, status: string) =>
  expect.poll(async () => (await get(url, taskId)).status, { timeout: 10_000 }).toBe(status);

describe("a client that knows tasks", () => {
  test("gets one at once, hears of its progress, and reads the result from it", async () => {
    const { url, records } = await start();
    const task = await begin(url, "brew", { text: "tea" });
    expect(task).toMatchObject({ resultType: "task", status: "working", ttlMs: 600_000, pollIntervalMs: 2_000 });
    expect(Object.keys(task)).not.toContain("content");
    expect(Buffer.from(task.taskId, "base64url")).toHaveLength(16);
    expect(new Date(String(task["createdAt"])).toISOString()).toBe(task["createdAt"]);
    await expect.poll(async () => (await get(url, task.taskId))["statusMessage"]).toBe("half done");
    release.open("is ready");
    await until(url, task.taskId, "completed");
    expect((await get(url, task.taskId))["result"]).toMatchObject({
      content: [{ type: "text", text: expect.stringContaining("tea is ready") }],
      structuredContent: { said: "tea is ready" },
    });
    const calls = records
      .filter(({ method }) => method === "tools/call")
      .map(({ target, outcome }) => [target, outcome]);
    expect(calls).toEqual([
      ["brew", "task"],
      ["brew", "ok"],
    ]);
  });

  test("cancels it: the tool hears so, and its end changes nothing more", async () => {
    const { url } = await start();
    const { taskId } = await begin(url, "brew");
    const { signal } = await started.opened;
    const { result } = await rpc(url, "tasks/cancel", { taskId });
    expect(result).toMatchObject({ resultType: "complete" });
    expect(result).not.toHaveProperty("taskId");
    await until(url, taskId, "cancelled");
    await expect.poll(() => signal.aborted).toBe(true);
    expect((await rpc(url, "tasks/cancel", { taskId })).result).toMatchObject({ resultType: "complete" });
    expect((await get(url, taskId)).status).toBe("cancelled");
  });

  test("answers what it asks, in parts and in rounds, each under a key of its own", async () => {
    const { url } = await start();
    const { taskId } = await begin(url, "interview");
    await until(url, taskId, "input_required");
    const asked = await get(url, taskId);
    expect(Object.keys(asked["inputRequests"] as object)).toEqual(["0.one", "0.two"]);
    const answer = (key: string, ok: boolean) =>
      rpc(url, "tasks/update", { taskId, inputResponses: { [key]: { action: "accept", content: { ok } } } });
    await answer("0.two", true);
    await answer("none", true);
    expect(Object.keys((await get(url, taskId))["inputRequests"] as object)).toEqual(["0.one"]);
    await answer("0.one", false);
    await expect
      .poll(async () => Object.keys(((await get(url, taskId))["inputRequests"] ?? {}) as object))
      .toEqual(["1.one"]);
    await answer("0.one", true);
    await answer("1.one", true);
    await until(url, taskId, "completed");
    const { result } = (await get(url, taskId)) as unknown as { result: { structuredContent: { said: string } } };
    expect(JSON.parse(result.structuredContent.said)).toEqual([
      ["one", "two"],
      { one: { action: "accept", content: { ok: true } } },
    ]);
  });

  test("listens to its own tasks", async () => {
    const { url, endpoint } = await start();
    const { taskId } = await begin(url, "brew");
    const params = { notifications: { taskIds: [taskId, "somebody-elses"] } };
    const listening = modernRpc(url, "subscriptions/listen", params, { capabilities: TASKS });
    await sleep(100);
    release.open("now");
    const { text } = await listening;
    const frames = [...text.matchAll(/^data: (.+)$/gm)].map(
      ([, json = ""]) => JSON.parse(json) as Record<string, never>,
    );
    expect(frames[0]).toMatchObject({
      method: "notifications/subscriptions/acknowledged",
      params: { notifications: { taskIds: [taskId] } },
    });
    expect(frames.at(-2)).toMatchObject({
      method: "notifications/tasks",
      params: { taskId, status: "completed", result: { structuredContent: { said: "x now" } } },
    });
    expect(frames.at(-1)).toMatchObject({ result: { resultType: "complete" } });
    const refused = await modernRpc(url, "subscriptions/listen", params);
    expect([refused.status, refused.body.error?.code]).toEqual([400, -32_021]);
    await endpoint.closeStreams();
  });

  test("has so many at work and no more", async () => {
    const { url } = await start({ limits: { tasksPerPrincipal: 2 } });
    await begin(url, "brew");
    await begin(url, "brew");
    const { result } = await rpc(url, "tools/call", { name: "brew", arguments: {} });
    expect(result).toMatchObject({ isError: true, _meta: { "dev.fairlead/error": { code: "rate_limited" } } });
  });
});

test("to anybody else a task does not exist", async () => {
  const { url } = await start({ people: true });
  const [ada, bob] = [{ "x-person": "ada" }, { "x-person": "bob" }];
  const { taskId } = await begin(url, "brew", {}, ada);
  const none = (await rpc(url, "tasks/get", { taskId: "AAAAAAAAAAAAAAAAAAAAAA" }, bob)).error;
  expect(none?.code).toBe(-32_602);
  for (const method of ["tasks/get", "tasks/cancel", "tasks/update"]) {
    expect((await rpc(url, method, { taskId, inputResponses: {} }, bob)).error).toEqual(none);
  }
  expect((await rpc(url, "tasks/get", { taskId }, ada)).result).toMatchObject({ status: "working" });
  const readonly = await rpc(`${url}/readonly`, "tasks/get", { taskId }, ada);
  expect(readonly.error).toEqual(none);
});

test("a task goes on after a restart, and a write that may have been sent is not sent again", async () => {
  const database = openJobsFile(":memory:");
  const secret = Buffer.alloc(32, 7);
  const first = await startEndpoint({ connector: toyWith(tools), tasks: embeddedTasks(database), secret });
  const { taskId } = await begin(first.url, "brew");
  const written = await begin(first.url, "post", { text: "slow" });
  await started.opened;
  await expect.poll(() => first.held.length).toBe(1);
  await first.close();

  started = gate();
  const second = await start({ tasks: embeddedTasks(database), secret });
  await started.opened;
  release.open("at last");
  await until(second.url, taskId, "completed");
  await until(second.url, written.taskId, "completed");
  expect((await get(second.url, written.taskId))["result"]).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining("may have been done") }],
  });
  expect([first.sent, second.sent]).toEqual([[`POST /notes/${SLOW_NOTE}`], []]);
});

describe("a client that does not know tasks", () => {
  const call = async (url: string, name: string, args: Record<string, unknown>, meta: Record<string, unknown> = {}) =>
    (await modernRpc(url, "tools/call", { name, arguments: args }, { meta, capabilities: FORM })).body;

  test("waits, and has the result", async () => {
    const { url } = await start();
    const waiting = call(url, "brew", { text: "tea" });
    await started.opened;
    release.open("is ready");
    expect((await waiting).result).toMatchObject({
      resultType: "complete",
      structuredContent: { said: "tea is ready" },
    });
  });

  test("goes on with resume when it has waited long enough", async () => {
    const { url } = await start();
    const first = (await call(url, "brew", { text: "tea", timeout_s: 1 })).result as {
      structuredContent: { resume: string };
    };
    expect(first.structuredContent).toMatchObject({ still_running: true, resume: expect.any(String) });
    const { resume } = first.structuredContent;
    const other = (await call(url, "brew", { text: "coffee", resume })).result;
    expect(other).toMatchObject({ isError: true, content: [{ text: expect.stringContaining("not_found") }] });
    const again = call(url, "brew", { text: "tea", resume });
    release.open("is ready");
    expect((await again).result).toMatchObject({ structuredContent: { said: "tea is ready" } });
  });

  test("is asked what the task asks", async () => {
    const { url } = await start();
    const first = (await call(url, "interview", {})).result as { inputRequests: object; requestState: string };
    expect(Object.keys(first.inputRequests)).toEqual(["0.one", "0.two"]);
    const answers = { "0.one": { action: "accept" }, "0.two": { action: "accept" } };
    const params = { name: "interview", arguments: {}, inputResponses: answers, requestState: first.requestState };
    const second = await modernRpc(url, "tools/call", params, { capabilities: FORM });
    expect(Object.keys(second.body.result?.["inputRequests"] as object)).toEqual(["1.one"]);
  });

  test("is let go when the process ends, and its work goes on", async () => {
    const { url, endpoint } = await start();
    const waiting = call(url, "brew", {});
    await started.opened;
    endpoint.drain();
    expect((await waiting).result).toMatchObject({ structuredContent: { still_running: true } });
  });

  test("cancels the work with its request", async () => {
    const { url } = await start();
    const gone = new AbortController();
    const waiting = modernRpc(url, "tools/call", { name: "brew", arguments: {} }, { signal: gone.signal });
    const { signal } = await started.opened;
    gone.abort();
    await expect(waiting).rejects.toThrow();
    await expect.poll(() => signal.aborted, { timeout: 5_000 }).toBe(true);
  });

  test("of 2025 waits just so", async () => {
    const { url } = await start();
    const sessionId = await startLegacySession(url);
    const body = { id: 1, method: "tools/call", params: { name: "brew", arguments: { text: "tea" } } };
    const waiting = legacyRpc(url, body, { sessionId });
    await started.opened;
    release.open("is ready");
    expect((await waiting).text).toContain("tea is ready");
    const asked = await legacyRpc(url, { id: 2, method: "tasks/get", params: { taskId: "x" } }, { sessionId });
    expect(asked.text).toContain("-32601");
  });
});

test("a dry run is no task", async () => {
  const { url, sent } = await start();
  const { result } = await rpc(url, "tools/call", { name: "post", arguments: { text: "hi", dry_run: true } });
  expect(result).toMatchObject({
    resultType: "complete",
    structuredContent: { preview: { request: [{ method: "POST" }] } },
  });
  expect(sent).toEqual([]);
});
