import { afterAll, beforeAll, expect, test } from "vitest";
import { send } from "../sign-in/testing/call-tool.ts";
import type { ReceivedSpan } from "./testing/otlp-receiver.ts";
import { startObserved, type Observed } from "./testing/start-observed.ts";

const PARENT = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const CARRIER = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };
const traceparent = ({ traceId, spanId }: typeof PARENT, flags = "01") => `00-${traceId}-${spanId}-${flags}`;
const issue = { owner: "harbor", repo: "storefront", number: 12 };
const reply = { ...issue, body: "Words that are nobody's business." };

let observed: Observed;
beforeAll(async () => {
  observed = await startObserved({
    OTEL_EXPORTER_OTLP_HEADERS: "x-scope=one%20two",
    OTEL_SERVICE_NAME: "our-fairlead",
  });
  const { mcpUrl, standIn } = observed;
  const call = async (requestId: string, name: string, args: object, headers: Record<string, string> = {}) => {
    const params = { name, arguments: args };
    await (await send(mcpUrl, undefined, "tools/call", params, { "x-request-id": requestId, ...headers })).text();
  };
  await call("read", "get_issue", issue);
  await call("write", "add_issue_comment", reply);
  await call("unknown", "no_such_tool_at_all", {});
  await call("bad", "get_issue", { ...issue, number: "twelve" });
  standIn.control.fault({ path: "/repos/harbor/storefront/issues/13", effect: { status: 502 }, times: 9 });
  await call("broken", "get_issue", { ...issue, number: 13 });
  await call("carried", "get_me", {}, { traceparent: traceparent(CARRIER) });
  await call("unwanted", "get_me", {}, { traceparent: traceparent(CARRIER, "00") });
  await (await send(mcpUrl, undefined, "tools/list", {}, { "x-request-id": "list" })).text();
  await fetch(mcpUrl, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: initialize }),
  });
  await observed.stop();
});
afterAll(() => observed.close());

const initialize = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "old", version: "1" } };

/** The span of one request, with those below it in the order of their beginnings. */
function traceOf(requestId: string): { root: ReceivedSpan; stages: ReceivedSpan[]; all: ReceivedSpan[] } {
  const { spans } = observed.collector;
  const root = spans.find(({ attributes }) => attributes["fairlead.request_id"] === requestId);
  if (root === undefined) throw new Error(`There is no trace of ${requestId}.`);
  const all = spans.filter(({ traceId }) => traceId === root.traceId);
  const stages = all.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  return { root, stages: stages.toSorted((a, b) => Number(a.startNs - b.startNs)), all };
}

const namesOf = (spans: readonly ReceivedSpan[]) => spans.map(({ name }) => name);

test("a write goes through every stage of DESIGN §3, one after the other", () => {
  const { root, stages } = traceOf("write");
  expect(root).toMatchObject({ name: "tools/call add_issue_comment", kind: 2, failed: false });
  const before = ["guards", "bearer", "connection", "catalog", "era", "input", "policy", "idempotency", "confirmation"];
  const after = ["cache", "audit", "run", "shape", "audit", "metrics", "reply"];
  // There may be others between them.
  let reached = 0;
  for (const name of namesOf(stages)) if (name === [...before, ...after][reached]) reached += 1;
  expect([...before, ...after].slice(reached)).toEqual([]);
  for (const [index, { startNs, endNs }] of stages.entries()) {
    const end = stages[index + 1]?.startNs ?? root.endNs;
    expect(Number(end - endNs)).toBeGreaterThanOrEqual(-1_000);
    expect(startNs >= root.startNs - 1_000n && endNs <= root.endNs + 1_000n).toBe(true);
  }
});

test("so does a read, whose intent nobody writes down", () => {
  const { stages } = traceOf("read");
  expect(new Set(namesOf(stages))).toEqual(new Set(namesOf(traceOf("write").stages)));
});

test("each request to the vendor is a span below the stage that made it", () => {
  const { stages, all, root } = traceOf("read");
  const run = stages.find(({ name }) => name === "run");
  const vendor = all.filter(({ kind }) => kind === 3);
  expect(vendor.length).toBeGreaterThan(0);
  for (const span of vendor) {
    expect(span.parentSpanId).toBe(run?.spanId);
    expect(span.attributes).toMatchObject({
      "http.request.method": span.name,
      "http.response.status_code": 200,
      "fairlead.upstream.request_id": expect.stringMatching(/\w/),
    });
  }
  expect(root.attributes).toEqual({
    "mcp.method.name": "tools/call",
    "mcp.protocol.version": "2026-07-28",
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "get_issue",
    "network.transport": "tcp",
    "fairlead.request_id": "read",
    "fairlead.connector": "github",
    "fairlead.outcome": "ok",
  });
});

test("what a client names goes nowhere", () => {
  expect(traceOf("unknown").root).toMatchObject({ name: "tools/call", failed: true });
  const raw = observed.collector.raw();
  for (const named of ["no_such_tool_at_all", "storefront", "nobody's business", "twelve"])
    expect(raw).not.toContain(named);
});

test("a failed call says so, and which stage refused it", () => {
  const { root, stages } = traceOf("bad");
  expect(root).toMatchObject({
    failed: true,
    attributes: { "error.type": "tool_error", "fairlead.code": "invalid_input" },
  });
  expect(namesOf(stages.filter(({ failed }) => failed))).toEqual(["input"]);
  expect(namesOf(stages).slice(-3)).toEqual(["audit", "metrics", "reply"]);
  const broken = traceOf("broken");
  expect(broken.root.attributes["fairlead.code"]).toBe("upstream_unavailable");
  const tries = broken.all.filter(({ kind }) => kind === 3);
  expect(tries.length).toBeGreaterThan(1);
  expect(tries.every(({ failed }) => failed)).toBe(true);
  expect(tries.map(({ attributes }) => attributes["http.request.resend_count"] ?? 0)).toEqual(
    tries.map((_, index) => index),
  );
});

test("the HTTP header's trace goes on here; what its client does not trace is not traced", () => {
  expect(traceOf("carried").root).toMatchObject({ traceId: CARRIER.traceId, parentSpanId: CARRIER.spanId, links: [] });
  expect(() => traceOf("unwanted")).toThrow("no trace");
});

test("lists and handshakes are traced, too", () => {
  expect(traceOf("list").root.name).toBe("tools/list");
  expect(namesOf(traceOf("list").stages)).toEqual([
    "guards",
    "bearer",
    "connection",
    "catalog",
    "era",
    "metrics",
    "reply",
  ]);
  expect(namesOf(observed.collector.spans)).toContain("initialize");
});

test("the collector is told who speaks, with the operator's headers", () => {
  expect(observed.collector.headers()).toMatchObject({ "x-scope": "one two" });
  expect(observed.collector.raw()).toContain('"stringValue":"our-fairlead"');
});

test("log line and audit record have the trace's id", async () => {
  const { traceId } = traceOf("read").root;
  expect(observed.lines("mcp_request")).toContainEqual(
    expect.objectContaining({ request_id: "read", trace_id: traceId }),
  );
  expect(observed.lines("audit")).toContainEqual(
    expect.objectContaining({ audit: expect.objectContaining({ requestId: "read", traceId }) }),
  );
});

test("the parent in `_meta` wins, and the header's is linked (SEP-414)", async () => {
  const other = await startObserved();
  const _meta = { traceparent: traceparent(PARENT), tracestate: "vendor=value" };
  const headers = { traceparent: traceparent(CARRIER) };
  try {
    await (await send(other.mcpUrl, undefined, "tools/call", { name: "get_me", arguments: {}, _meta }, headers)).text();
    await other.stop();
    const root = other.collector.spans.find(({ name }) => name === "tools/call get_me");
    expect(root).toMatchObject({ traceId: PARENT.traceId, parentSpanId: PARENT.spanId, links: [CARRIER] });
  } finally {
    await other.close();
  }
});
