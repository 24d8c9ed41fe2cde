import type Koa from "koa";
import type { Metrics } from "../observe/index.ts";
import { isSameSecret } from "../webhooks/index.ts";

/**
 * Answers with what the process counts.
 *
 * @param token whoever asks must bear it; undefined: nobody need.
 */
export async function answerMetrics(ctx: Koa.Context, metrics: Metrics, token: string | undefined): Promise<void> {
  if (token !== undefined && !bears(ctx.get("authorization"), token)) {
    ctx.status = 401;
    ctx.set("www-authenticate", 'Bearer realm="metrics"');
    ctx.body = { error: "unauthorized", message: "Metrics are for whoever bears METRICS_TOKEN." };
    return;
  }
  const { contentType, body } = await metrics.scrape();
  ctx.set("content-type", contentType);
  ctx.set("cache-control", "no-store");
  ctx.body = body;
}

function bears(authorization: string, token: string): boolean {
  const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "";
  return isSameSecret(given, token);
}
