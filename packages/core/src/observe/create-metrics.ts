import { collectDefaultMetrics, Registry } from "prom-client";
import { callMetrics, type CountedCall } from "./call-metrics.ts";
import { houseMetrics, type HouseMetrics } from "./house-metrics.ts";
import { metricValues, type MetricValue } from "./metric-value.ts";
import { sessionMetrics, type EndedSession } from "./session-metrics.ts";
import { vendorMetrics, type VendorMetrics } from "./vendor-metrics.ts";

/** What the process counts, for Prometheus. */
export interface Metrics extends HouseMetrics, VendorMetrics {
  /** One MCP call. Names that are not registered are counted as `_other`. */
  request(call: CountedCall): void;
  /** A session of an old client has ended. */
  sessionEnded(session: EndedSession): void;
  /** The text that Prometheus reads. */
  scrape(): Promise<{ contentType: string; body: string }>;
  /** The numbers of some families, for people. */
  values(families: readonly string[]): Promise<MetricValue[]>;
}

/** Names that may become labels. Anybody can send any other, so none of those may make a series. */
export interface RegisteredNames {
  /** Connector → its tools, with `find_tools`, `call_tool` and the like. */
  tools: Readonly<Record<string, Iterable<string>>>;
  methods: Iterable<string>;
}

/** Each process has one, on a registry of its own; event loop lag, memory and garbage collection are in it. */
export function createMetrics(names: RegisteredNames): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    request: callMetrics(registry, names),
    ...vendorMetrics(registry, Object.keys(names.tools)),
    ...houseMetrics(registry),
    sessionEnded: sessionMetrics(registry, Object.keys(names.tools)),
    scrape: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
    values: (families) => metricValues(registry, families),
  };
}
