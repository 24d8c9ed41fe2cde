import { expect, test } from "vitest";
import { createMetrics } from "./index.ts";

const names = { tools: { github: ["get_issue", "list_issues"] }, methods: ["tools/call", "tools/list"] };

async function seriesOf(metrics: ReturnType<typeof createMetrics>): Promise<string[]> {
  const { body } = await metrics.scrape();
  return body.split("\n").filter((line) => /^(?:mcp_|upstream_|cache_|inflight_|sse_|jobs_|audit_)/.test(line));
}

const name = (i: number) => `name_${i}`;

test("a call is counted and timed by connector, method and tool", async () => {
  const metrics = createMetrics(names);
  metrics.request({ connector: "github", method: "tools/call", tool: "get_issue", outcome: "ok", durationMs: 15 });
  metrics.request({ connector: "github", method: "tools/list", outcome: "refused", durationMs: 0.4 });
  const refused = { outcome: "tool_error", code: "policy_denied", stage: "policy", durationMs: 0.4 } as const;
  metrics.request({ connector: "github", method: "tools/call", tool: "get_issue", ...refused });
  const series = await seriesOf(metrics);
  expect(series).toContain(
    'mcp_requests_total{connector="github",method="tools/call",tool="get_issue",outcome="ok"} 1',
  );
  expect(series).toContain('mcp_requests_total{connector="github",method="tools/list",tool="",outcome="refused"} 1');
  expect(series).toContain(
    'mcp_server_operation_duration_seconds_bucket{le="0.01",connector="github",mcp_method_name="tools/call",gen_ai_tool_name="get_issue",error_type=""} 0',
  );
  expect(series).toContain(
    'mcp_server_operation_duration_seconds_bucket{le="0.02",connector="github",mcp_method_name="tools/call",gen_ai_tool_name="get_issue",error_type=""} 1',
  );
  expect(series).toContain(
    'mcp_server_operation_duration_seconds_bucket{le="0.001",connector="github",mcp_method_name="tools/call",gen_ai_tool_name="get_issue",error_type="tool_error"} 1',
  );
  expect(series).toContain('mcp_errors_total{connector="github",code="policy_denied",stage="policy"} 1');
});

test("100,000 unknown names leave the number of series unchanged", async () => {
  const metrics = createMetrics(names);
  const call = (tool: string) => {
    metrics.request({
      connector: "github",
      method: "tools/call",
      tool,
      outcome: "protocol_error",
      code: -32_602,
      durationMs: 1,
    });
  };
  call("get_issue");
  call("somebody's");
  metrics.request({ connector: name(0), method: name(0), tool: name(0), outcome: "ok", durationMs: 1 });
  metrics.request({ connector: "github", method: "x", outcome: "protocol_error", code: 0, durationMs: 1 });
  const before = (await seriesOf(metrics)).length;

  for (let i = 0; i < 100_000; i += 1) call(name(i));
  for (let i = 0; i < 1000; i += 1) {
    metrics.request({ connector: name(i), method: name(i), tool: name(i), outcome: "ok", durationMs: 1 });
    metrics.request({ connector: "github", method: "x", outcome: "protocol_error", code: i, durationMs: 1 });
  }
  const after = await seriesOf(metrics);
  expect(after.length).toBe(before);
  expect(after).toContain(
    'mcp_requests_total{connector="github",method="tools/call",tool="_other",outcome="protocol_error"} 100001',
  );
});

test("vendors, caches, requests in flight, streams and the event loop are in it", async () => {
  const metrics = createMetrics(names);
  metrics.upstream({ connector: "github", status: 304, durationMs: 30 });
  metrics.upstream({ connector: "github", status: undefined, durationMs: 30 });
  metrics.cache("upstream", "hit");
  metrics.inFlight.inc();
  metrics.sseStreams.inc();
  metrics.sseStreams.dec();
  const series = await seriesOf(metrics);
  expect(series).toContain('upstream_requests_total{connector="github",status_class="3xx"} 1');
  expect(series).toContain('upstream_requests_total{connector="github",status_class="none"} 1');
  expect(series).toContain('upstream_request_duration_seconds_count{connector="github",status_class="3xx"} 1');
  expect(series).toContain('cache_requests_total{layer="upstream",result="hit"} 1');
  expect(series).toContain("inflight_requests 1");
  expect(series).toContain("sse_streams 0");
  const { body, contentType } = await metrics.scrape();
  expect(body).toContain("nodejs_eventloop_lag_seconds");
  expect(body).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(contentType).toContain("text/plain");
});

test("of a quota, what the connection with the fewest has left, until its window ends", async () => {
  const metrics = createMetrics(names);
  const told = { connector: "github", bucket: "core", resetMs: 60_000 };
  metrics.budget({ ...told, credential: "a", remaining: 4000 });
  metrics.budget({ ...told, credential: "b", remaining: 12 });
  metrics.budget({ ...told, credential: "c", remaining: 0, resetMs: 0 });
  expect(await seriesOf(metrics)).toContain('upstream_budget_remaining{connector="github",bucket="core"} 12');
  metrics.budget({ ...told, credential: "b", remaining: 5000 });
  expect(await seriesOf(metrics)).toContain('upstream_budget_remaining{connector="github",bucket="core"} 4000');
});

test("a vendor that names a thousand quotas makes no thousand series", async () => {
  const metrics = createMetrics(names);
  for (let i = 0; i < 1000; i += 1) {
    metrics.budget({ connector: "github", credential: "a", bucket: name(i), remaining: i, resetMs: 60_000 });
  }
  const series = await seriesOf(metrics);
  expect(series.filter((line) => line.startsWith("upstream_budget_remaining{")).length).toBe(31);
});

test("what waits is asked at each scrape: audit records, sessions, jobs", async () => {
  const metrics = createMetrics(names);
  let waiting = 3;
  metrics.watchAudit(() => waiting);
  metrics.watchSessions("github", () => 2);
  metrics.watchQueue("tasks.github", async () => ({ waiting: 5, running: 1 }));
  metrics.watchQueue("tasks.broken", () => Promise.reject(new Error("Redis is away.")));
  const series = await seriesOf(metrics);
  expect(series).toContain("audit_queue_depth 3");
  expect(series).toContain('mcp_live_sessions{connector="github"} 2');
  expect(series).toContain('jobs_waiting{queue="tasks.github"} 5');
  expect(series).toContain('jobs_running{queue="tasks.github"} 1');
  expect(series.filter((line) => line.includes("tasks.broken"))).toEqual([]);
  waiting = 0;
  expect(await seriesOf(metrics)).toContain("audit_queue_depth 0");
});

test("sessions that clients end are timed by revision, and no client makes one up", async () => {
  const metrics = createMetrics(names);
  metrics.sessionEnded({ connector: "github", protocolVersion: "2025-11-25", durationMs: 5_400_000 });
  for (let i = 0; i < 100; i += 1) {
    metrics.sessionEnded({ connector: "github", protocolVersion: name(i), durationMs: 1_000 });
  }
  const series = await seriesOf(metrics);
  const of = (version: string) => `connector="github",mcp_protocol_version="${version}"`;
  expect(series).toContain(`mcp_server_session_duration_seconds_bucket{le="3600",${of("2025-11-25")}} 0`);
  expect(series).toContain(`mcp_server_session_duration_seconds_bucket{le="14400",${of("2025-11-25")}} 1`);
  expect(series).toContain(`mcp_server_session_duration_seconds_sum{${of("2025-11-25")}} 5400`);
  expect(series).toContain(`mcp_server_session_duration_seconds_count{${of("_other")}} 100`);
});
