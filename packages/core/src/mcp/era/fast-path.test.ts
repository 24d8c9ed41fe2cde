import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineTool, type ToolContext } from "../../connector/index.ts";
import { callTool, legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

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
const anyCall = fc.record({
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
      fc.asyncProperty(anyCall, async (params) => {
        const fast = await modernRpc(running.url, "tools/call", params);
        const slow = await modernRpc(running.url, "tools/call", params, { meta: THE_LONG_WAY });
        expect(withoutCursors(fast.body)).toEqual(withoutCursors(slow.body));
        expect(fast.status).toBe(slow.status);
      }),
      { numRuns: 500 },
    );
  });

  test("any id that JSON-RPC knows, and none that it does not", async () => {
    const id = fc.oneof(
      fc.string({ unit: fc.nat(0xff_ff).map((code) => String.fromCharCode(code)), maxLength: 20 }),
      fc.constantFrom('"', "\\", "\u2028</script>", "\ud800", "", "x".repeat(5_000)),
      fc.integer(),
      fc.constantFrom(-0, Number.MAX_SAFE_INTEGER, 2 ** 60, 1e21, 1e300, 1.5, -1.5),
    );
    await fc.assert(
      fc.asyncProperty(id, async (each) => {
        const fast = await modernRpc(running.url, "tools/list", {}, { id: each });
        const slow = await modernRpc(running.url, "tools/list", {}, { id: each, meta: THE_LONG_WAY });
        expect([fast.status, fast.body]).toEqual([slow.status, slow.body]);
      }),
      { numRuns: 60 },
    );
  });

  test("envelopes and parameters that are not quite right", async () => {
    const info = "io.modelcontextprotocol/clientInfo";
    const capabilities = "io.modelcontextprotocol/clientCapabilities";
    for (const [params, meta] of [
      [{ cursor: null }, {}],
      [{ cursor: 3 }, {}],
      [{}, { [info]: { name: 3 } }],
      [{}, { [info]: "x" }],
      [{}, { [capabilities]: "x" }],
      [{ odd: 1 }, { odd: { deep: [1] } }],
    ] as const) {
      const fast = await modernRpc(running.url, "tools/list", params, { meta });
      const slow = await modernRpc(running.url, "tools/list", params, { meta: { ...meta, ...THE_LONG_WAY } });
      expect([fast.status, fast.body]).toEqual([slow.status, slow.body]);
    }
  });

  test("a header that disagrees with the body", async () => {
    const params = { name: "get_note", arguments: { id: 3 } };
    for (const headers of [{ "mcp-name": "list_notes" }, { "mcp-param-note": "4" }, { "mcp-method": "tools/list" }]) {
      const { status, body } = await modernRpc(running.url, "tools/call", params, { headers });
      expect({ status, code: body.error?.code }).toEqual({ status: 400, code: -32_020 });
    }
  });
});

test("a tool that announces a change tells its own connection, on both paths", async () => {
  const announce = defineTool({
    name: "touch_shelf",
    title: "Touch shelf",
    description: "Announces a change.",
    access: "read",
    scopes: [],
    input: z.object({}),
    output: z.object({ done: z.boolean() }),
    async run(_args, { notify }: ToolContext) {
      notify.resourceUpdated("toy://shelf");
      notify.toolsChanged();
      return { done: true };
    },
  });
  const shared = await startEndpoint({ connector: toyWith([announce]), people: true });
  const heard: string[] = [];
  for (const person of ["ada", "ben"])
    shared.runtime.bus.listen(`connection-of-${person}`, ({ kind }) => heard.push(`${person}: ${kind}`));
  const headers = { "x-person": "ada" };
  for (const meta of [{}, THE_LONG_WAY]) await callTool(shared.url, "touch_shelf", {}, { headers, meta });
  const old = { headers, sessionId: await startLegacySession(shared.url, headers) };
  await legacyRpc(shared.url, { id: 1, method: "tools/call", params: { name: "touch_shelf", arguments: {} } }, old);
  expect(heard).toEqual(Array.from({ length: 3 }, () => ["ada: resource_updated", "ada: tools_list_changed"]).flat());
  await shared.close();
});

test("what a client calls itself stays short in the records", async () => {
  running.records.length = 0;
  const meta = { "io.modelcontextprotocol/clientInfo": { name: "n".repeat(10_000), version: "1".repeat(10_000) } };
  await modernRpc(running.url, "tools/list", {}, { meta });
  await modernRpc(running.url, "tools/call", { name: "x".repeat(5_000), arguments: {} }, { meta });
  for (const record of running.records) expect(JSON.stringify(record).length).toBeLessThan(1_000);
});

test("one record is kept of each request, with names as sent and outcomes as ended", async () => {
  running.records.length = 0;
  await modernRpc(running.url, "tools/list");
  await modernRpc(running.url, "tools/call", { name: "get_note", arguments: { id: 404 } });
  await modernRpc(running.url, "tools/call", { name: "nothing", arguments: {} });
  for (const name of ["count_slowly", "nothing"])
    await callTool(running.url, "call_tool", { name, arguments: { to: 1 } });
  expect(
    running.records.map(({ method, target, outcome, code, stage }) => ({ method, target, outcome, code, stage })),
  ).toEqual([
    { method: "tools/list", target: undefined, outcome: "ok", code: undefined, stage: undefined },
    { method: "tools/call", target: "get_note", outcome: "tool_error", code: "not_found", stage: "run" },
    { method: "tools/call", target: "nothing", outcome: "protocol_error", code: -32_602, stage: undefined },
    { method: "tools/call", target: "count_slowly", outcome: "ok", code: undefined, stage: undefined },
    { method: "tools/call", target: "call_tool", outcome: "tool_error", code: "not_found", stage: "catalog" },
  ]);
});

/** Cursors are sealed with a fresh nonce each time. */
function withoutCursors(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll(/(next_cursor":"|cursor: \\")[\w-]+/g, "$1…"));
}
