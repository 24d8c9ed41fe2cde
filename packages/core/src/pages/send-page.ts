import type Koa from "koa";
import { pageHeaders } from "./page-headers.ts";

/**
 * Sends a document with the headers that all our pages have.
 *
 * @param status without it, what the response has already; 200 where nothing was said.
 */
export function sendPage(
  ctx: Koa.ParameterizedContext,
  html: string,
  status?: number,
  headers: typeof pageHeaders = pageHeaders,
): void {
  ctx.set(headers as Record<string, string>);
  ctx.type = "html";
  ctx.body = html;
  if (status !== undefined) ctx.status = status;
}
