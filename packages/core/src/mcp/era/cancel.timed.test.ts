import { afterEach, beforeEach, expect, test } from "vitest";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

let running: RunningEndpoint;
beforeEach(async () => {
  running = await startEndpoint();
});
afterEach(() => running.close());

const params = { name: "get_note", arguments: { id: SLOW_NOTE } };

/** Milliseconds from `cancel` until the vendor's socket is closed. */
async function freedAfter(cancel: () => unknown): Promise<number> {
  await expect.poll(() => running.held.length).toBe(1);
  const cancelledAt = performance.now();
  await cancel();
  await running.held[0]?.left;
  return performance.now() - cancelledAt;
}

test.each([
  ["the fast path", {}],
  ["the SDK's path", { progressToken: "p" }],
])("a client that leaves frees the vendor's socket within 100 ms, on %s", async (_path, meta) => {
  const leave = new AbortController();
  const call = modernRpc(running.url, "tools/call", params, { meta, signal: leave.signal }).catch(() => undefined);
  expect(await freedAfter(() => leave.abort())).toBeLessThan(100);
  await call;
  await expect.poll(() => running.records.at(-1)).toMatchObject({ target: "get_note", outcome: "cancelled" });
});

test("a 2025 client that cancels by notification frees it as fast", async () => {
  const sessionId = await startLegacySession(running.url);
  // Nothing answers it: it ends with the server.
  void legacyRpc(running.url, { id: 5, method: "tools/call", params }, { sessionId }).catch(() => undefined);
  const cancelled = { method: "notifications/cancelled", params: { requestId: 5 } };
  expect(await freedAfter(() => legacyRpc(running.url, cancelled, { sessionId }))).toBeLessThan(100);
});
