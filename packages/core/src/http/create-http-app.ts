import type { RequestListener } from "node:http";
import Koa from "koa";
import type { Settings } from "../config/index.ts";
import { loopDelay, type CallTrace, type Health, type Log, type Metrics } from "../observe/index.ts";
import type { RateLimit } from "../store/index.ts";
import { addressGuard } from "./address-guard.ts";
import { answerMcp } from "./answer-mcp.ts";
import { answerRoute } from "./answer-route.ts";
import type { HttpContext, HttpMiddleware, HttpState } from "./app-context.ts";
import { beginRequest } from "./begin-request.ts";
import { cors } from "./cors.ts";
import { errorBoundary } from "./error-boundary.ts";
import { hostGuard } from "./host-guard.ts";
import { createInFlight, type InFlight } from "./in-flight.ts";
import { logRequests } from "./log-requests.ts";
import { operationalRoutes } from "./operational-routes.ts";
import { originGuard } from "./origin-guard.ts";
import { overloadGuard } from "./overload-guard.ts";
import { responseTiming } from "./response-timing.ts";
import { createRouteTable, type HttpMount, type Route } from "./route-table.ts";
import { securityHeaders } from "./security-headers.ts";
import { forwardedGuard, hasTrustedProxies } from "./trusted-proxies.ts";

export interface HttpAppOptions {
  settings: Settings;
  log: Log;
  metrics: Metrics;
  health: Health;
  /** One per connector. */
  mounts: readonly HttpMount[];
  /** Everything else but health, readiness and metrics, which are always there. */
  routes?: readonly Route[];
  /** Requests of one address; undefined: any number. */
  addressLimit?: RateLimit | undefined;
  /** Begins to note what an MCP request spends its time with; undefined: nobody wants to know. */
  beginTrace?: (() => CallTrace) | undefined;
}

export interface HttpApp {
  /** For `listen`. */
  handler: RequestListener;
  /** For `installShutdown`. */
  inFlight: InFlight;
}

/** The whole of HTTP: guards, CORS, bodies, errors, and where each path leads. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { settings, log, metrics, health, mounts, routes = [], addressLimit, beginTrace } = options;
  // Where there is an admin port, metrics are its business; on this one they are for nobody who cannot show a token.
  const { enabled, token } = settings.metrics;
  const shown = enabled && token !== undefined && settings.admin.port === undefined;
  const operational = operationalRoutes({ health, metrics: shown ? { source: metrics, token } : undefined, mounts });
  const all = [...operational, ...routes];
  const targetOf = createRouteTable(mounts, all);
  const endpoints = [...mounts.map(({ path }) => `${path}/mcp`), ...new Set(all.map(({ path }) => path))];
  const inFlight = createInFlight(metrics);

  const answer = (ctx: HttpContext): Promise<void> | void => {
    const { path: asked, target } = ctx.state;
    switch (target.kind) {
      case "mcp":
        return answerMcp(ctx, target, { maxBodyBytes: settings.limits.bodyBytes, draining: health.draining });
      case "routes":
        return answerRoute(ctx, target.routes);
      case "nothing":
        ctx.status = 404;
        ctx.body = { error: "not_found", message: `Nothing is served at ${asked.slice(0, 200)}.`, endpoints };
    }
  };

  const proxied = hasTrustedProxies(settings);
  const pipeline: HttpMiddleware[] = [
    ...(proxied ? [forwardedGuard(settings)] : []),
    beginRequest({ targetOf, inFlight, health, beginTrace }),
    ...(settings.logging.remote_requests ? [logRequests(log)] : []),
    errorBoundary(log),
    ...(settings.logging.response_timing ? [responseTiming] : []),
    securityHeaders(settings),
    overloadGuard({
      inFlight,
      loop: loopDelay(),
      limits: settings.limits,
      onShed: () => metrics.refused("overload"),
    }),
    ...(addressLimit === undefined
      ? []
      : [addressGuard({ limit: addressLimit, onRefused: () => metrics.refused("address") })]),
    hostGuard(settings),
    originGuard(settings),
    cors,
    answer,
  ];

  const app = new Koa<HttpState>({ proxy: proxied, maxIpsCount: settings.proxy.hops });
  for (const middleware of pipeline) app.use(middleware);
  // The boundary answers what handlers throw; what is left are sockets that break.
  app.on("error", (error: unknown) => log.debug({ err: error }, "connection error"));
  const handle = app.callback();
  return { handler: (req, res) => void handle(req, res), inFlight };
}
