import { afterEach, beforeEach, expect, test } from "vitest";
import { send } from "../sign-in/testing/call-tool.ts";
import { startObserved, type Observed } from "./testing/start-observed.ts";

const issue = { owner: "harbor", repo: "storefront", number: 12 };

let observed: Observed;
beforeEach(async () => {
  observed = await startObserved({ LOG_RESPONSE_TIMING: "on" });
});
afterEach(() => observed.close());

test("one id leads from a failed call's text to log, audit record and trace, and from there to the vendor's", async () => {
  const { standIn, mcpUrl, lines, collector } = observed;
  standIn.control.fault({ path: "/repos/harbor/storefront/issues/12", effect: { status: 502 }, times: 9 });
  await (await fetch(`${observed.url}/health`)).text();
  const response = await send(mcpUrl, undefined, "tools/call", { name: "get_issue", arguments: issue });
  const { result } = (await response.json()) as {
    result: { content: { text: string }[]; _meta: Record<string, { request_id: string }> };
  };
  const requestId = /^request_id: (\S+)$/m.exec(result.content[0]?.text ?? "")?.[1];
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(result._meta["dev.fairlead/error"]?.request_id).toBe(requestId);
  expect(response.headers.get("x-request-id")).toBe(requestId);
  await observed.stop();

  const line = lines("mcp_request").find(({ request_id }) => request_id === requestId);
  expect(line).toMatchObject({ tool: "get_issue", outcome: "tool_error", code: "upstream_unavailable", stage: "run" });
  const { request_ids: vendorIds } = line?.["upstream"] as { request_ids: string[] };
  expect(vendorIds.length).toBeGreaterThan(0);

  const records = lines("audit").map(({ audit }) => audit as Record<string, unknown>);
  const record = records.find((each) => each["requestId"] === requestId);
  expect(record).toMatchObject({ tool: "get_issue", result: { upstreamRequestIds: vendorIds } });

  const root = collector.spans.find(({ attributes }) => attributes["fairlead.request_id"] === requestId);
  expect([root?.traceId, root?.traceId]).toEqual([line?.["trace_id"], record?.["traceId"]]);
  const asked = collector.spans.filter(({ kind, traceId }) => kind === 3 && traceId === root?.traceId);
  expect(asked.map(({ attributes }) => attributes["fairlead.upstream.request_id"])).toEqual(vendorIds);

  const remote = lines("remote_request").filter(({ request_id }) => request_id === requestId);
  expect(remote.map(({ upstream_request_id: id }) => id)).toEqual(vendorIds);
  expect(remote[0]).toMatchObject({ path: "/github/api/v3/repos/{}/{}/issues/{}", status: 502, method: "GET" });

  expect(lines("http_request").find(({ request_id }) => request_id === requestId)).toMatchObject({
    http_method: "POST",
    path: "/mcp",
    method: "tools/call",
    tool: "get_issue",
    outcome: "tool_error",
    code: "upstream_unavailable",
    client: { name: "bare", version: "1.0.0" },
    bearer_sent: false,
    status: 200,
    complete: true,
    request_bytes: expect.any(Number),
    response_bytes: Number(response.headers.get("content-length")),
  });
  expect(lines("http_request").some(({ path }) => path === "/health")).toBe(false);
  expect(line?.["timing"]).toMatchObject({ guards: expect.any(Number), run: expect.any(Number) });
  expect(response.headers.get("server-timing")).toMatch(/^total;dur=[\d.]+, guards;dur=[\d.]+, .*run;dur=[\d.]+/);
});
