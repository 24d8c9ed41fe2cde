import type { ParameterizedContext } from "koa";
import { answerTo, MIRROR_PATH, type Mirrored } from "./mirror-proof.ts";

export const QUESTION = "x-fairlead-question";
export const ANSWER = "x-fairlead-answer";

/**
 * Tells whoever knows the server's secret how a request of theirs arrived, and proves that it is this server which answers:
 * `fairlead doctor` finds out by it what a proxy does. For everybody else there is nothing.
 *
 * @param secrets the current one, then those before it
 */
export function mirrorRoute(
  secrets: readonly Buffer[],
  version: string,
): {
  methods: readonly string[];
  path: string;
  anyHost: true;
  handle(ctx: ParameterizedContext): void;
} {
  return {
    methods: ["GET"],
    path: MIRROR_PATH,
    anyHost: true,
    handle(ctx) {
      const answer = answerTo(ctx.get(QUESTION), secrets, Date.now());
      if (answer === undefined) {
        ctx.status = 404;
        ctx.body = { error: "not_found", message: `Nothing is served at ${MIRROR_PATH}.` };
        return;
      }
      const { app, req } = ctx;
      const mirrored: Mirrored = {
        version,
        host: ctx.host,
        scheme: ctx.secure ? "https" : "http",
        address: ctx.ip,
        unheard: !app.proxy && req.headers["x-forwarded-for"] !== undefined,
        nowMs: Date.now(),
      };
      ctx.set(ANSWER, answer);
      ctx.body = mirrored;
    },
  };
}
