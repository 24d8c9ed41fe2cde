import { Counter, Gauge, Histogram, type GaugeConfiguration, type Registry } from "prom-client";
import type { JobObservation } from "../jobs/index.ts";
import { BUCKETS } from "./buckets.ts";

/** Something that goes up and comes down. */
export interface Level {
  inc(): void;
  dec(): void;
}

/** What is counted of the process itself. */
export interface HouseMetrics {
  /** One try of a job that ended. */
  job(job: JobObservation): void;
  /** A queue whose jobs are counted at each scrape. */
  watchQueue(queue: string, counts: () => Promise<Readonly<Record<"waiting" | "running", number>>>): void;
  /** One look into a cache: `("upstream", "hit")`. Both words must come from a fixed list. */
  cache(layer: string, result: string): void;
  /** Audit records that were made to last by one write. */
  audited(records: number, durationMs: number): void;
  /** Something that the audit log should have kept could not be written, or did not get where it goes. */
  auditFailed(): void;
  /** How many records wait, asked at each scrape. */
  watchAudit(waiting: () => number): void;
  /** Old clients' sessions with something open, asked at each scrape. */
  watchSessions(connector: string, live: () => number): void;
  /** One request that a limit of ours refused. */
  refused(limit: "address" | "overload" | "principal" | "concurrency"): void;
  /** Requests that are being answered, open streams aside. */
  inFlight: Level;
  /** Streams that stay open until somebody closes them. */
  sseStreams: Level;
}

/** A scrape must not wait for a Redis that is away. */
const COUNTS_MS = 1_000;

export function houseMetrics(registry: Registry): HouseMetrics {
  const registers = [registry];
  const cacheRequests = new Counter({
    name: "cache_requests_total",
    help: "Looks into a cache by what they found.",
    labelNames: ["layer", "result"] as const,
    registers,
  });
  const auditRecords = new Counter({ name: "audit_records_total", help: "Audit records written.", registers });
  const auditFailures = new Counter({
    name: "audit_failures_total",
    help: "Times that audit records could not be written, or did not get where they go.",
    registers,
  });
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
  const level = (name: string, help: string): Level => {
    const gauge = new Gauge({ name, help, registers });
    return { inc: () => gauge.inc(), dec: () => gauge.dec() };
  };
  const atScrape = <Label extends string>(gauge: GaugeConfiguration<Label>) =>
    registry.registerMetric(new Gauge({ ...gauge, registers: [] }));
  let waitingRecords = () => 0;
  atScrape({
    name: "audit_queue_depth",
    help: "Audit records that wait to be written.",
    collect() {
      this.set(waitingRecords());
    },
  });
  const sessions = new Map<string, () => number>();
  atScrape({
    name: "mcp_live_sessions",
    help: "Sessions of clients before 2026-07-28 that have something open.",
    labelNames: ["connector"] as const,
    collect() {
      for (const [connector, live] of sessions) this.set({ connector }, live());
    },
  });
  const queues = new Map<string, Parameters<HouseMetrics["watchQueue"]>[1]>();
  const askQueues = async () => {
    const asked = [...queues].map(async ([queue, counts]) => [queue, await within(counts(), COUNTS_MS)] as const);
    return Promise.all(asked);
  };
  // Both gauges of one scrape are answered by one look.
  let asking: ReturnType<typeof askQueues> | undefined;
  const jobs = (name: string, help: string, state: "waiting" | "running") =>
    atScrape({
      name,
      help,
      labelNames: ["queue"] as const,
      async collect() {
        asking ??= askQueues().finally(() => (asking = undefined));
        const found = await asking;
        this.reset();
        for (const [queue, counts] of found) if (counts !== undefined) this.set({ queue }, counts[state]);
      },
    });
  jobs("jobs_waiting", "Jobs that wait, for whatever process.", "waiting");
  jobs("jobs_running", "Jobs that are worked on, by whatever process.", "running");

  return {
    job({ queue, outcome, durationMs }) {
      jobTries.inc({ queue, outcome });
      jobDurations.observe({ queue }, durationMs / 1000);
    },
    watchQueue: (queue, counts) => void queues.set(queue, counts),
    cache: (layer, result) => cacheRequests.inc({ layer, result }),
    audited(records, durationMs) {
      auditRecords.inc(records);
      auditDurations.observe(durationMs / 1000);
    },
    auditFailed: () => auditFailures.inc(),
    watchAudit(waiting) {
      waitingRecords = waiting;
    },
    watchSessions: (connector, live) => void sessions.set(connector, live),
    refused: (limit) => refusals.inc({ limit }),
    inFlight: level("inflight_requests", "Requests that are being answered."),
    sseStreams: level("sse_streams", "Streams that stay open until somebody closes them."),
  };
}

/** Undefined when it fails or takes too long: a series is left out then. */
async function within<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
