import { classifyInboundRequest } from "@modelcontextprotocol/server";
import fc from "fast-check";
import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { createClassify } from "./classify.ts";
import { headerOf } from "./inbound.ts";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const INFO = "io.modelcontextprotocol/clientInfo";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

const envelope = { [VERSION]: "2026-07-28", [INFO]: { name: "a", version: "1" }, [CAPABILITIES]: {} };

function inbound(body: unknown, headers: Record<string, string>, method = "POST") {
  return { method, body, req: { headers } as unknown as IncomingMessage };
}

function bySdk({ method, body, req }: ReturnType<typeof inbound>) {
  const [protocolVersionHeader, mcpMethodHeader, mcpNameHeader] = [
    "mcp-protocol-version",
    "mcp-method",
    "mcp-name",
  ].map((name) => headerOf(req.headers, name));
  return classifyInboundRequest({
    httpMethod: method,
    ...(protocolVersionHeader !== undefined && { protocolVersionHeader }),
    ...(mcpMethodHeader !== undefined && { mcpMethodHeader }),
    ...(mcpNameHeader !== undefined && { mcpNameHeader }),
    body,
  });
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1.5, 2 ** 60, "", "x", [], {}),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Mostly right, wrong in one place or another. */
const meta = fc.oneof(
  { weight: 9, arbitrary: fc.constant<unknown>(envelope) },
  fc.record({
    [VERSION]: fc.oneof(fc.constantFrom("2026-07-28", "2025-11-25", "3000-01-01"), odd),
    [INFO]: fc.oneof(fc.constant({ name: "a", version: "1" }), odd),
    [CAPABILITIES]: fc.oneof(fc.constantFrom({}, { elicitation: {} }, { sampling: 3 }), odd),
  }),
  fc
    .tuple(fc.constantFrom("progressToken", "traceparent", "x"), odd)
    .map(([key, value]) => ({ ...envelope, [key]: value })),
  odd,
);
const method = fc.constantFrom("tools/list", "tools/call", "initialize", "server/discover", "x", "");
const body = fc.record(
  {
    jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant("2.0") }, odd),
    id: fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), odd),
    method: fc.oneof({ weight: 9, arbitrary: method }, odd),
    params: fc.oneof({ weight: 9, arbitrary: fc.record({ _meta: meta, name: odd }, { requiredKeys: [] }) }, odd),
    extra: odd,
  },
  { requiredKeys: ["jsonrpc", "id", "method"] },
);
const headers = fc.record(
  {
    "mcp-protocol-version": fc.constantFrom(
      "2026-07-28",
      "2026-07-28",
      "2026-07-28",
      " 2026-07-28 ",
      "2025-11-25",
      "x",
    ),
    "mcp-method": method,
    "mcp-name": fc.string({ maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe("what is remembered of envelopes", () => {
  test("never changes what the SDK says of a request", () => {
    const classify = createClassify();
    const right = { jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta: envelope } };
    classify(inbound(right, { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list" }));
    fc.assert(
      fc.property(body, headers, fc.boolean(), fc.constantFrom("POST", "POST", "GET"), (each, sent, agree, verb) => {
        const named = agree ? { ...sent, "mcp-method": String(each.method) } : sent;
        const request = inbound(each, named, verb);
        expect(classify(request)).toEqual(bySdk(request));
      }),
      { numRuns: 3_000 },
    );
  });

  test("is the judgement alone: each request gets its own message", () => {
    const classify = createClassify();
    const sent = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list" };
    const request = (id: number) => ({ jsonrpc: "2.0", id, method: "tools/list", params: { _meta: envelope } });
    classify(inbound(request(1), sent));
    expect(classify(inbound(request(2), sent))).toMatchObject({ kind: "modern", message: { id: 2 } });
  });
});
