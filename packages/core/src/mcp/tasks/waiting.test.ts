import { expect, test } from "vitest";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { useSlowTools } from "./testing/slow-tools.ts";

/** Clients that do not know tasks. */
const slow = useSlowTools();
const capabilities = { elicitation: { form: {} } };

const call = async (url: string, name: string, args: Record<string, unknown>) =>
  (await modernRpc(url, "tools/call", { name, arguments: args }, { capabilities })).body;

test("waits, and has the result", async () => {
  const { url } = await slow.start();
  const waiting = call(url, "brew", { text: "tea" });
  await slow.started();
  slow.release("is ready");
  expect((await waiting).result).toMatchObject({
    resultType: "complete",
    structuredContent: { said: "tea is ready" },
  });
});

test("goes on with resume when it has waited long enough", async () => {
  const { url } = await slow.start();
  const first = (await call(url, "brew", { text: "tea", timeout_s: 1 })).result as {
    structuredContent: { resume: string };
  };
  expect(first.structuredContent).toMatchObject({ still_running: true, resume: expect.any(String) });
  const { resume } = first.structuredContent;
  const other = (await call(url, "brew", { text: "coffee", resume })).result;
  expect(other).toMatchObject({ isError: true, content: [{ text: expect.stringContaining("not_found") }] });
  const again = call(url, "brew", { text: "tea", resume });
  slow.release("is ready");
  expect((await again).result).toMatchObject({ structuredContent: { said: "tea is ready" } });
});

test("is asked what the task asks", async () => {
  const { url } = await slow.start();
  const first = (await call(url, "interview", {})).result as { inputRequests: object; requestState: string };
  expect(Object.keys(first.inputRequests)).toEqual(["0.one", "0.two"]);
  const answers = { "0.one": { action: "accept" }, "0.two": { action: "accept" } };
  const params = { name: "interview", arguments: {}, inputResponses: answers, requestState: first.requestState };
  const second = await modernRpc(url, "tools/call", params, { capabilities });
  expect(Object.keys(second.body.result?.["inputRequests"] as object)).toEqual(["1.one"]);
});

test("is let go when the process ends, and its work goes on", async () => {
  const { url, endpoint } = await slow.start();
  const waiting = call(url, "brew", {});
  await slow.started();
  endpoint.drain();
  expect((await waiting).result).toMatchObject({ structuredContent: { still_running: true } });
});

test("cancels the work with its request", async () => {
  const { url } = await slow.start();
  const gone = new AbortController();
  const waiting = modernRpc(url, "tools/call", { name: "brew", arguments: {} }, { signal: gone.signal });
  const { signal } = await slow.started();
  gone.abort();
  await expect(waiting).rejects.toThrow();
  await expect.poll(() => signal.aborted, { timeout: 5_000 }).toBe(true);
});

test("of 2025 waits just so", async () => {
  const { url } = await slow.start();
  const sessionId = await startLegacySession(url);
  const body = { id: 1, method: "tools/call", params: { name: "brew", arguments: { text: "tea" } } };
  const waiting = legacyRpc(url, body, { sessionId });
  await slow.started();
  slow.release("is ready");
  expect((await waiting).text).toContain("tea is ready");
  const asked = await legacyRpc(url, { id: 2, method: "tasks/get", params: { taskId: "x" } }, { sessionId });
  expect(asked.text).toContain("-32601");
});
