import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { bounded } from "./bounded-label.ts";
import type { JobObservation } from "../jobs/index.ts";
import type { Outcome } from "./request-line.ts";

/** Something that goes up and comes down. */
export interface Level {
  inc(): void;
  dec(): void;
}

/** What the process counts, for Prometheus. */
export interface Metrics {
  /** One MCP call. Names that are not registered are counted as `_other`. */
  request(call: {
    connector: string;
    method: string;
    tool?: string | undefined;
    outcome: Outcome;
    durationMs: number;
  }): void;
  /** One request to a vendor; `status` is undefined when no response came. */
  upstream(request: { connector: string; status: number | undefined; durationMs: number }): void;
  /** One try of a job that ended. */
  job(job: JobObservation): void;
  /** One look into a cache: `("upstream", "hit")`. Both words must come from a fixed list. */
  cache(layer: string, result: string): void;
  /** Audit records that were made to last by one write. */
  audited(records: number, durationMs: number): void;
  /** One request that a limit of ours refused. */
  refused(limit: "address" | "overload" | "principal" | "concurrency"): void;
  /** A breaker before a vendor's host: 0 closed, 1 half open, 2 open. */
  breaker(state: { connector: string; host: string; state: "closed" | "half_open" | "open" }): void;
  /** Requests that are being answered, open streams aside. */
  inFlight: Level;
  /** Streams that stay open until somebody closes them. */
  sseStreams: Level;
  /** The text that Prometheus reads. */
  scrape(): Promise<{ contentType: string; body: string }>;
}

/** Names that may become labels. Anybody can send any other, so none of those may make a series. */
export interface RegisteredNames {
  /** Connector → its tools, with `find_tools`, `call_tool` and the like. */
  tools: Readonly<Record<string, Iterable<string>>>;
  methods: Iterable<string>;
}

const BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

/** Each process has one, on a registry of its own; event loop lag, memory and garbage collection are in it. */
export function createMetrics(names: RegisteredNames): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: "mcp_requests_total",
    help: "MCP calls by how they ended.",
    labelNames: ["connector", "method", "tool", "outcome"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "mcp_request_duration_seconds",
    help: "How long MCP calls take.",
    labelNames: ["connector", "method", "tool"] as const,
    buckets: BUCKETS,
    registers,
  });
  const upstreamRequests = new Counter({
    name: "upstream_requests_total",
    help: "Requests to vendors by class of status.",
    labelNames: ["connector", "status_class"] as const,
    registers,
  });
  const upstreamDurations = new Histogram({
    name: "upstream_request_duration_seconds",
    help: "How long requests to vendors take.",
    labelNames: ["connector"] as const,
    buckets: BUCKETS,
    registers,
  });
  const cacheRequests = new Counter({
    name: "cache_requests_total",
    help: "Looks into a cache by what they found.",
    labelNames: ["layer", "result"] as const,
    registers,
  });
  const auditRecords = new Counter({ name: "audit_records_total", help: "Audit records written.", registers });
  const auditDurations = new Histogram({
    name: "audit_append_seconds",
    help: "How long a write of audit records takes.",
    buckets: BUCKETS,
    registers,
  });
  const jobTries = new Counter({
    name: "jobs_total",
    help: "Tries of jobs by how they ended.",
    labelNames: ["queue", "outcome"] as const,
    registers,
  });
  const jobDurations = new Histogram({
    name: "job_duration_seconds",
    help: "How long tries of jobs take.",
    labelNames: ["queue"] as const,
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: "limit_refusals_total",
    help: "Requests that one of our limits refused.",
    labelNames: ["limit"] as const,
    registers,
  });
  const breakers = new Gauge({
    name: "upstream_breaker_state",
    help: "Breaker before a vendor's host: 0 closed, 1 half open, 2 open.",
    labelNames: ["connector", "host"] as const,
    registers,
  });
  const level = (name: string, help: string): Level => {
    const gauge = new Gauge({ name, help, registers });
    return { inc: () => gauge.inc(), dec: () => gauge.dec() };
  };

  const connectorLabel = bounded(Object.keys(names.tools));
  const methodLabel = bounded(names.methods);
  const toolLabels = new Map(Object.entries(names.tools).map(([connector, tools]) => [connector, bounded(tools)]));

  return {
    request({ connector, method, tool, outcome, durationMs }) {
      const labels = {
        connector: connectorLabel(connector),
        method: methodLabel(method),
        tool: tool === undefined ? "" : (toolLabels.get(connector)?.(tool) ?? "_other"),
      };
      durations.observe(labels, durationMs / 1000);
      requests.inc({ ...labels, outcome });
    },
    upstream({ connector, status, durationMs }) {
      const label = connectorLabel(connector);
      upstreamDurations.observe({ connector: label }, durationMs / 1000);
      upstreamRequests.inc({ connector: label, status_class: statusClass(status) });
    },
    job({ queue, outcome, durationMs }) {
      jobTries.inc({ queue, outcome });
      jobDurations.observe({ queue }, durationMs / 1000);
    },
    cache: (layer, result) => cacheRequests.inc({ layer, result }),
    audited(records, durationMs) {
      auditRecords.inc(records);
      auditDurations.observe(durationMs / 1000);
    },
    refused: (limit) => refusals.inc({ limit }),
    breaker: ({ connector, host, state }) =>
      breakers.set({ connector: connectorLabel(connector), host }, BREAKER_STATES[state]),
    inFlight: level("inflight_requests", "Requests that are being answered."),
    sseStreams: level("sse_streams", "Streams that stay open until somebody closes them."),
    scrape: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

const BREAKER_STATES = { closed: 0, half_open: 1, open: 2 } as const;

function statusClass(status: number | undefined): string {
  return status !== undefined && status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : "none";
}
