import type Koa from "koa";

/** 303: whatever the method was, the browser gets the next page (RFC 9110 §15.4.4). */
export function goOn(ctx: Koa.ParameterizedContext, url: string): void {
  ctx.status = 303;
  ctx.set("location", url);
  ctx.body = "";
}
