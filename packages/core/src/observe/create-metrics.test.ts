import { expect, test } from "vitest";
import { createMetrics } from "./index.ts";

const names = { tools: { github: ["get_issue", "list_issues"] }, methods: ["tools/call", "tools/list"] };

async function seriesOf(metrics: ReturnType<typeof createMetrics>): Promise<string[]> {
  const { body } = await metrics.scrape();
  return body.split("\n").filter((line) => /^(?:mcp_|upstream_|cache_|inflight_|sse_)/.test(line));
}

const name = (i: number) => `name_${i}`;

test("a call is counted and timed by connector, method and tool", async () => {
  const metrics = createMetrics(names);
  metrics.request({ connector: "github", method: "tools/call", tool: "get_issue", outcome: "ok", durationMs: 15 });
  metrics.request({ connector: "github", method: "tools/list", outcome: "refused", durationMs: 0.4 });
  const series = await seriesOf(metrics);
  expect(series).toContain(
    'mcp_requests_total{connector="github",method="tools/call",tool="get_issue",outcome="ok"} 1',
  );
  expect(series).toContain('mcp_requests_total{connector="github",method="tools/list",tool="",outcome="refused"} 1');
  expect(series).toContain(
    'mcp_request_duration_seconds_bucket{le="0.01",connector="github",method="tools/call",tool="get_issue"} 0',
  );
  expect(series).toContain(
    'mcp_request_duration_seconds_bucket{le="0.02",connector="github",method="tools/call",tool="get_issue"} 1',
  );
  expect(series).toContain(
    'mcp_request_duration_seconds_bucket{le="0.001",connector="github",method="tools/list",tool=""} 1',
  );
});

test("100,000 unknown names leave the number of series unchanged", async () => {
  const metrics = createMetrics(names);
  const call = (tool: string) => {
    metrics.request({
      connector: "github",
      method: "tools/call",
      tool,
      outcome: "protocol_error",
      durationMs: 1,
    });
  };
  call("get_issue");
  call("somebody's");
  metrics.request({ connector: name(0), method: name(0), tool: name(0), outcome: "ok", durationMs: 1 });
  const before = (await seriesOf(metrics)).length;

  for (let i = 0; i < 100_000; i += 1) call(name(i));
  for (let i = 0; i < 1000; i += 1) {
    metrics.request({ connector: name(i), method: name(i), tool: name(i), outcome: "ok", durationMs: 1 });
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
  expect(series).toContain('upstream_request_duration_seconds_count{connector="github"} 2');
  expect(series).toContain('cache_requests_total{layer="upstream",result="hit"} 1');
  expect(series).toContain("inflight_requests 1");
  expect(series).toContain("sse_streams 0");
  const { body, contentType } = await metrics.scrape();
  expect(body).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(contentType).toContain("text/plain");
});
