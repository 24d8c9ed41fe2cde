import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { lru } from "../store/index.ts";
import { bounded } from "./bounded-label.ts";
import { BUCKETS } from "./buckets.ts";

/** What is counted of the way out to vendors. */
export interface VendorMetrics {
  /** One request to a vendor; `status` is undefined when no response came. */
  upstream(request: { connector: string; status: number | undefined; durationMs: number }): void;
  /** What a vendor's answer said is left of a quota, for `resetMs` from now. */
  budget(left: { connector: string; credential: string; bucket: string; remaining: number; resetMs: number }): void;
  /** A breaker before a vendor's host: 0 closed, 1 half open, 2 open. */
  breaker(state: { connector: string; host: string; state: "closed" | "half_open" | "open" }): void;
}

/** Vendors name their quotas as they like: beyond so many of one connector, all are `_other`. */
const MAX_BUCKETS = 30;
const MAX_CREDENTIALS = 10_000;
const BREAKER_STATES = { closed: 0, half_open: 1, open: 2 } as const;

export function vendorMetrics(registry: Registry, connectors: readonly string[]): VendorMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: "upstream_requests_total",
    help: "Requests to vendors by class of status.",
    labelNames: ["connector", "status_class"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "upstream_request_duration_seconds",
    help: "How long requests to vendors take.",
    labelNames: ["connector", "status_class"] as const,
    buckets: BUCKETS,
    registers,
  });
  const left = lru<{ connector: string; bucket: string; remaining: number; until: number }>(MAX_CREDENTIALS);
  const buckets = new Map<string, Set<string>>();
  // A credential is no label: who has how much left is nobody's business, and there may be ten thousand.
  const budgets = new Gauge({
    name: "upstream_budget_remaining",
    help: "Requests left of a vendor's quota, for the connection that has the fewest.",
    labelNames: ["connector", "bucket"] as const,
    registers: [],
    collect() {
      this.reset();
      const fewest = new Map<string, { connector: string; bucket: string; remaining: number }>();
      const now = Date.now();
      for (const each of left.values()) {
        const key = `${each.connector} ${each.bucket}`;
        if (each.until > now && each.remaining < (fewest.get(key)?.remaining ?? Infinity)) fewest.set(key, each);
      }
      for (const { connector, bucket, remaining } of fewest.values()) this.set({ connector, bucket }, remaining);
    },
  });
  registry.registerMetric(budgets);
  const breakers = new Gauge({
    name: "upstream_breaker_state",
    help: "Breaker before a vendor's host: 0 closed, 1 half open, 2 open.",
    labelNames: ["connector", "host"] as const,
    registers,
  });
  const connectorLabel = bounded(connectors);
  const bucketLabel = (connector: string, bucket: string): string => {
    let known = buckets.get(connector);
    if (known === undefined) buckets.set(connector, (known = new Set()));
    if (known.size < MAX_BUCKETS) known.add(bucket);
    return known.has(bucket) ? bucket : "_other";
  };

  return {
    upstream({ connector: asked, status, durationMs }) {
      const labels = { connector: connectorLabel(asked), status_class: statusClass(status) };
      durations.observe(labels, durationMs / 1000);
      requests.inc(labels);
    },
    budget({ connector: asked, credential, bucket: named, remaining, resetMs }) {
      const connector = connectorLabel(asked);
      const bucket = bucketLabel(connector, named);
      left.set(`${connector} ${bucket} ${credential}`, { connector, bucket, remaining, until: Date.now() + resetMs });
    },
    breaker: ({ connector, host, state }) =>
      breakers.set({ connector: connectorLabel(connector), host }, BREAKER_STATES[state]),
  };
}

function statusClass(status: number | undefined): string {
  return status !== undefined && status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : "none";
}
