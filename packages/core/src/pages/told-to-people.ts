import type Koa from "koa";
import { AuditError } from "../audit/index.ts";
import { StoreError } from "../store/index.ts";
import type { ErrorData } from "./error-page.ts";
import { sendPage } from "./send-page.ts";

type Context = Koa.ParameterizedContext<{ requestId: string }>;

/** The audit log looks every few seconds whether it can be written again. */
const AUDIT_RETRY_S = 5;

/** People see what this handles: what breaks is told on a page, and reported. */
export function toldToPeople(
  handle: (ctx: Context) => void | Promise<void>,
  options: {
    page: (data: ErrorData) => string;
    connector?: { title: string };
    /** What to do when something has broken. */
    advice: string;
    reportError: (error: unknown, requestId: string) => void;
  },
): (ctx: Context) => Promise<void> {
  const { page, connector, advice, reportError } = options;
  return async (ctx) => {
    const { requestId } = ctx.state;
    try {
      await handle(ctx);
    } catch (error) {
      reportError(error, requestId);
      if (error instanceof StoreError || error instanceof AuditError) {
        ctx.set("retry-after", String(error instanceof StoreError ? error.retryAfterS : AUDIT_RETRY_S));
        const data = {
          title: "Not at the moment",
          message: "We cannot keep our records right now. Wait a moment, then load this page again.",
          code: "temporarily_unavailable",
        };
        return sendPage(ctx, page({ connector, ...data, requestId }), 503);
      }
      const data = {
        title: "Something broke",
        message: `It is logged with the id below. ${advice}`,
        code: "server_error",
      };
      sendPage(ctx, page({ connector, ...data, requestId }), 500);
    }
  };
}
