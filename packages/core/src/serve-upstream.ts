import type { Cache } from "./cache/index.ts";
import type { Settings } from "./config/index.ts";
import type { Metrics } from "./observe/index.ts";
import type { Limits } from "./serve-limits.ts";
import type { Configured } from "./serve-settings.ts";
import { createUpstream, defaultLimits, targetOf, type Upstream } from "./upstream/index.ts";

/** The way out to one connector's vendor, and what is kept of its answers. */
export function openVendorWay(
  { connector, vendorSettings }: Configured,
  parts: { settings: Settings; limits: Limits; metrics: Metrics; secret: Buffer },
): { upstream: Upstream; cache: Cache } {
  const { settings, limits, metrics, secret } = parts;
  const { cacheKey, cache, budgets } = limits.of(connector.name, secret);
  const upstream = createUpstream({
    target: targetOf(connector.vendor.endpoint(vendorSettings as never)),
    limits: { ...defaultLimits, maxResponseBytes: settings.limits.upstreamBytes },
    cacheKey,
    cache,
    budgets,
    onBreaker: (host, state) => metrics.breaker({ connector: connector.name, host, state }),
    observe(event) {
      if (event.cached !== "none") metrics.cache("upstream", event.cached);
      if (event.cached !== "fresh" && event.cached !== "stale") metrics.upstream(event);
    },
  });
  return { upstream, cache };
}
