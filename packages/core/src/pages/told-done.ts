import type Koa from "koa";
import { goOn } from "./go-on.ts";

const FLAG = "done";

/**
 * Answers a form by the page that shows what was done: reloading it, or coming back to it, sends nothing again.
 *
 * @param flag one that the page knows: of a URL, which anybody can write, no text is shown
 */
export function goOnDone(ctx: Koa.ParameterizedContext, page: string, flag: string): void {
  // The fragment puts the focus on the notice: what a page says when it opens is not read out by itself.
  goOn(ctx, `${page}?${FLAG}=${flag}#${FLAG}`);
}

/** What was done before this page was opened, in the page's own words. */
export function toldDone<Flag extends string>(
  query: Readonly<Record<string, string | string[] | undefined>>,
  texts: Readonly<Record<Flag, string>>,
): string | undefined {
  const flag = query[FLAG];
  return typeof flag === "string" && Object.hasOwn(texts, flag) ? texts[flag as Flag] : undefined;
}
