import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { modernRpc } from "../testing/rpc.ts";
import { SLOW_NOTE, startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

let running: RunningEndpoint;
beforeAll(async () => {
  running = await startEndpoint();
});
afterAll(() => running.close());

/** A progress token sends a request the long way; the answer must be the same. */
const THE_LONG_WAY = { progressToken: "p" };

const value = fc.oneof(
  fc.integer({ min: -2, max: 400 }),
  fc.string({ maxLength: 12 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const call = fc.record({
  name: fc.constantFrom("get_note", "list_notes", "find_tools", "count_slowly", "call_tool", "nothing", "__proto__"),
  arguments: fc.dictionary(
    fc.constantFrom("id", "limit", "cursor", "long", "query", "name", "arguments", "note_id", "page", "x", "to"),
    value,
    { maxKeys: 3 },
  ),
});

describe("the fast path and the SDK's own answer alike", () => {
  test.each(["tools/list", "prompts/list", "resources/list", "resources/templates/list"])("%s", async (method) => {
    const fast = await modernRpc(running.url, method);
    const slow = await modernRpc(running.url, method, {}, { meta: THE_LONG_WAY });
    expect(fast.body).toEqual(slow.body);
    expect(fast.status).toBe(slow.status);
  });

  test("any call of any tool, right or wrong", async () => {
    await fc.assert(
      fc.asyncProperty(call, async (params) => {
        const fast = await modernRpc(running.url, "tools/call", params);
        const slow = await modernRpc(running.url, "tools/call", params, { meta: THE_LONG_WAY });
        expect(withoutCursors(fast.body)).toEqual(withoutCursors(slow.body));
        expect(fast.status).toBe(slow.status);
      }),
      { numRuns: 500 },
    );
  });

  test("a header that disagrees with the body", async () => {
    const params = { name: "get_note", arguments: { id: 3 } };
    for (const headers of [{ "mcp-name": "list_notes" }, { "mcp-param-note": "4" }, { "mcp-method": "tools/list" }]) {
      const { status, body } = await modernRpc(running.url, "tools/call", params, { headers });
      expect({ status, code: body.error?.code }).toEqual({ status: 400, code: -32_020 });
    }
  });
});

test("a client that leaves frees the vendor's socket within 100 ms, on both paths", async () => {
  for (const meta of [{}, THE_LONG_WAY]) {
    running.held.length = 0;
    const leave = new AbortController();
    const params = { name: "get_note", arguments: { id: SLOW_NOTE } };
    const call = modernRpc(running.url, "tools/call", params, { meta, signal: leave.signal }).catch(() => undefined);
    await expect.poll(() => running.held.length).toBe(1);
    const leftAt = performance.now();
    leave.abort();
    await running.held[0]?.left;
    expect(performance.now() - leftAt).toBeLessThan(100);
    await call;
    await expect.poll(() => running.records.at(-1)).toMatchObject({ target: "get_note", outcome: "cancelled" });
  }
});

test("one record is kept of each request, with names as sent and outcomes as ended", async () => {
  running.records.length = 0;
  await modernRpc(running.url, "tools/list");
  await modernRpc(running.url, "tools/call", { name: "get_note", arguments: { id: 404 } });
  await modernRpc(running.url, "tools/call", { name: "nothing", arguments: {} });
  expect(
    running.records.map(({ method, target, outcome, code, stage }) => ({ method, target, outcome, code, stage })),
  ).toEqual([
    { method: "tools/list", target: undefined, outcome: "ok", code: undefined, stage: undefined },
    { method: "tools/call", target: "get_note", outcome: "tool_error", code: "not_found", stage: "run" },
    { method: "tools/call", target: "nothing", outcome: "protocol_error", code: -32_602, stage: undefined },
  ]);
});

/** Cursors are sealed with a fresh nonce each time. */
function withoutCursors(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(/(next_cursor":"|cursor: \\")[\w-]+/g, "$1…"));
}
