import type { Health, Metrics } from "../observe/index.ts";
import { answerMetrics } from "./answer-metrics.ts";
import type { HttpMount, Route } from "./route-table.ts";

/** What balancers, orchestrators and Prometheus ask for. */
export function operationalRoutes(options: {
  health: Health;
  /** For whoever bears the token; undefined: not on this port. */
  metrics: { source: Metrics; token: string } | undefined;
  mounts: readonly HttpMount[];
}): Route[] {
  const { health, metrics, mounts } = options;
  const alive = JSON.stringify(health.liveness);
  const healthPaths = new Set(["/health", "/mcp/health", ...mounts.map(({ path }) => `${path}/mcp/health`)]);

  const routes: Route[] = [...healthPaths].map((path) => ({
    methods: ["GET"],
    path,
    anyHost: true,
    operational: true,
    handle(ctx) {
      ctx.type = "application/json";
      ctx.body = alive;
    },
  }));
  routes.push({
    methods: ["GET"],
    path: "/ready",
    anyHost: true,
    operational: true,
    async handle(ctx) {
      const readiness = await health.readiness();
      ctx.status = readiness.status === "ready" ? 200 : 503;
      ctx.body = readiness;
    },
  });
  if (metrics !== undefined) {
    routes.push({
      methods: ["GET"],
      path: "/metrics",
      operational: true,
      handle: (ctx) => answerMetrics(ctx, metrics.source, metrics.token),
    });
  }
  return routes;
}
