import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openSqlite } from "../../store/index.ts";
import { modernRpc } from "../testing/rpc.ts";
import { embeddedTasks, SLOW_NOTE, startEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";
import { useSlowTools } from "./testing/slow-tools.ts";

const TASKS = { extensions: { "io.modelcontextprotocol/tasks": {} } };
const FORM = { elicitation: { form: {} } };
const slow = useSlowTools();

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
    const { url, records } = await slow.start();
    const task = await begin(url, "brew", { text: "tea" });
    expect(task).toMatchObject({ resultType: "task", status: "working", ttlMs: 600_000, pollIntervalMs: 2_000 });
    expect(Object.keys(task)).not.toContain("content");
    expect(Buffer.from(task.taskId, "base64url")).toHaveLength(16);
    expect(new Date(String(task["createdAt"])).toISOString()).toBe(task["createdAt"]);
    await expect.poll(async () => (await get(url, task.taskId))["statusMessage"]).toBe("half done");
    slow.release("is ready");
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

  test("finds it for as long as it was told, on replicas whose clocks are ten minutes apart, too", async () => {
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ toFake: ["Date"] });
    const { url, runtime } = await slow.start();
    const task = await begin(url, "brew");
    slow.release("is ready");
    await until(url, task.taskId, "completed");
    const endsAt = Date.parse(String(task["createdAt"])) + Number(task["ttlMs"]);
    vi.setSystemTime(endsAt + 10 * 60_000 - 1);
    await runtime.tasks.rows.sweep();
    expect(await get(url, task.taskId)).toMatchObject({ status: "completed", ttlMs: 600_000 });
    vi.setSystemTime(endsAt + 60 * 60_000);
    expect((await rpc(url, "tasks/get", { taskId: task.taskId })).error?.code).toBe(-32_602);
    expect(await runtime.tasks.rows.sweep()).toBe(1);
  });

  test("cancels it: the tool hears so, and its end changes nothing more", async () => {
    const { url } = await slow.start();
    const { taskId } = await begin(url, "brew");
    const { signal } = await slow.started();
    const { result } = await rpc(url, "tasks/cancel", { taskId });
    expect(result).toMatchObject({ resultType: "complete" });
    expect(result).not.toHaveProperty("taskId");
    await until(url, taskId, "cancelled");
    await expect.poll(() => signal.aborted).toBe(true);
    expect((await rpc(url, "tasks/cancel", { taskId })).result).toMatchObject({ resultType: "complete" });
    expect((await get(url, taskId)).status).toBe("cancelled");
  });

  test("answers what it asks, in parts and in rounds, each under a key of its own", async () => {
    const { url } = await slow.start();
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
    const { url, endpoint } = await slow.start();
    const { taskId } = await begin(url, "brew");
    const params = { notifications: { taskIds: [taskId, "somebody-elses"] } };
    const listening = modernRpc(url, "subscriptions/listen", params, { capabilities: TASKS });
    await sleep(100);
    slow.release("now");
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

  test.each<[string, Parameters<typeof modernRpc>[3], number]>([
    ["without the version's header", { headers: { "mcp-protocol-version": "" } }, -32_020],
    ["with the header of another version", { headers: { "mcp-protocol-version": "2025-11-25" } }, -32_020],
    [
      "of a version that nobody speaks",
      {
        headers: { "mcp-protocol-version": "2099-01-01" },
        meta: { "io.modelcontextprotocol/protocolVersion": "2099-01-01" },
      },
      -32_022,
    ],
    ["with the header of another method", { headers: { "mcp-method": "tools/list" } }, -32_020],
    ["that says nothing of its client", { meta: { "io.modelcontextprotocol/clientCapabilities": undefined } }, -32_602],
  ])("listens by no request %s", async (_what, options, code) => {
    const { url, runtime } = await slow.start();
    const { taskId } = await begin(url, "brew");
    const params = { notifications: { taskIds: [taskId], resourceSubscriptions: ["toy://shelf"] } };
    const { status, body } = await modernRpc(url, "subscriptions/listen", params, { capabilities: TASKS, ...options });
    expect([status, body.error?.code]).toEqual([400, code]);
    expect(runtime.bus.listeners).toBe(0);
  });

  test("has so many at work and no more", async () => {
    const { url } = await slow.start({ limits: { tasksPerPrincipal: 2 } });
    await begin(url, "brew");
    await begin(url, "brew");
    const { result } = await rpc(url, "tools/call", { name: "brew", arguments: {} });
    expect(result).toMatchObject({ isError: true, _meta: { "dev.fairlead/error": { code: "rate_limited" } } });
  });
});

test("to anybody else a task does not exist", async () => {
  const { url } = await slow.start({ people: true });
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
  const database = openSqlite(":memory:");
  const secret = Buffer.alloc(32, 7);
  const first = await startEndpoint({ connector: toyWith(slow.tools), tasks: embeddedTasks(database), secret });
  const { taskId } = await begin(first.url, "brew");
  const written = await begin(first.url, "post", { text: "slow" });
  await slow.started();
  await expect.poll(() => first.held.length).toBe(1);
  await first.close();

  slow.again();
  const second = await slow.start({ tasks: embeddedTasks(database), secret });
  await slow.started();
  slow.release("at last");
  await until(second.url, taskId, "completed");
  await until(second.url, written.taskId, "completed");
  expect((await get(second.url, written.taskId))["result"]).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining("may have been done") }],
  });
  expect([first.sent, second.sent]).toEqual([[`POST /notes/${SLOW_NOTE}`], []]);
});

test("a dry run is no task", async () => {
  const { url, sent } = await slow.start();
  const { result } = await rpc(url, "tools/call", { name: "post", arguments: { text: "hi", dry_run: true } });
  expect(result).toMatchObject({
    resultType: "complete",
    structuredContent: { preview: { request: [{ method: "POST" }] } },
  });
  expect(sent).toEqual([]);
});
