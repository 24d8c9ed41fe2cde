import type { RequestListener } from "node:http";
import { isIP } from "node:net";
import Koa from "koa";
import { isLoopback, type Settings } from "../../config/index.ts";
import type { Log, Metrics } from "../../observe/index.ts";
import { answerMetrics } from "../answer-metrics.ts";
import { JOBS_PATH } from "./jobs-board.ts";

/** What the admin port serves. It reads and never changes anything, whatever is asked. */
export function createAdminApp(options: {
  settings: Pick<Settings, "admin" | "allowedHosts" | "metrics">;
  log: Log;
  metrics: Metrics;
  /** Undefined in embedded mode. */
  board: Koa.Middleware | undefined;
}): RequestListener {
  const { settings, log, metrics, board } = options;
  const names = new Set([...settings.allowedHosts, settings.admin.host.toLowerCase()]);
  const app = new Koa();

  app.use(async (ctx, next) => {
    ctx.set("x-content-type-options", "nosniff");
    ctx.set("referrer-policy", "no-referrer");
    ctx.set("x-frame-options", "DENY");
    // A page whose name was rebound to this machine comes with its own name.
    const asked = ctx.hostname.toLowerCase();
    if (!isLoopback(asked) && isIP(asked.replace(/^\[|\]$/g, "")) === 0 && !names.has(asked)) {
      return refuse(ctx, 403, `The admin port does not answer for host "${asked.slice(0, 100)}".`);
    }
    if (ctx.method !== "GET" && ctx.method !== "HEAD") return refuse(ctx, 405, "The admin port is read-only.");
    return next();
  });
  app.use(async (ctx, next) => {
    if (ctx.path === "/metrics" && settings.metrics.enabled) {
      return answerMetrics(ctx, metrics, settings.metrics.token);
    }
    if (board === undefined || !(ctx.path === JOBS_PATH || ctx.path.startsWith(`${JOBS_PATH}/`))) {
      const endpoints = [
        ...(settings.metrics.enabled ? ["/metrics"] : []),
        ...(board === undefined ? [] : [JOBS_PATH]),
      ];
      return refuse(ctx, 404, `There is nothing here. Served: ${endpoints.join(", ") || "nothing"}.`);
    }
    return next();
  });
  if (board !== undefined) app.use(board);
  app.on("error", (error: unknown) => log.warn({ err: error }, "admin port"));
  const handle = app.callback();
  return (req, res) => void handle(req, res);
}

function refuse(ctx: Koa.Context, status: number, message: string): void {
  ctx.status = status;
  ctx.body = { message };
}
