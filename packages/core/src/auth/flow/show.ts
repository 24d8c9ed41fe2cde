import type { AuthContext } from "../server/auth-route.ts";
import { sendPage, type ErrorData } from "../../pages/index.ts";
import type { FlowParts } from "./flow-parts.ts";

/** Tells the person that it does not go on here. */
export function showProblem(
  ctx: AuthContext,
  { pages, connector }: Pick<FlowParts, "pages" | "connector">,
  status: 400 | 403 | 429 | 502,
  data: Pick<ErrorData, "title" | "message" | "code">,
): void {
  const html = pages.error({ connector, ...data, requestId: ctx.state.requestId });
  sendPage(ctx, html, status);
}

/** The one answer to everything that this browser has not begun, or no longer has. */
export function showExpired(ctx: AuthContext, parts: Pick<FlowParts, "pages" | "connector">): void {
  showProblem(ctx, parts, 400, {
    title: "There is nothing to go on with",
    message:
      "This sign-in has expired, is done already, or was begun in another browser. Go back to your MCP client and connect again.",
  });
}

export function showBusy(ctx: AuthContext, parts: Pick<FlowParts, "pages" | "connector">): void {
  showProblem(ctx, parts, 429, {
    title: "Too many tries",
    message: "This was opened too often from your network. Wait a minute, then try again.",
  });
}
