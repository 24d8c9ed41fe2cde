import type { Health, Metrics } from "../observe/index.ts";
import type { HttpMount, Route } from "./route-table.ts";

/** What balancers, orchestrators and Prometheus ask for. */
export function operationalRoutes(options: {
  health: Health;
  /** Undefined where metrics are off. */
  metrics: Metrics | undefined;
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
      async handle(ctx) {
        const { contentType, body } = await metrics.scrape();
        ctx.set("content-type", contentType);
        ctx.body = body;
      },
    });
  }
  return routes;
}
