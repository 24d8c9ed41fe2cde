import type { CommonEffect } from "../../stand-in/faults.ts";
import type { Reply } from "../http/route.ts";

/** What a fault does to a request that it matches. */
export type Effect =
  | CommonEffect
  /** GitLab's limit, in one of the forms in which it comes. */
  | { limit: "retry_after" | "reset" | "bare"; seconds?: number }
  /** A proxy's page under a JSON type. */
  | { html: true }
  /** The address is blocked: everything is 403. */
  | { blocked: true };

const DEFAULT_S = 60;

/** The answer that an effect gives in place of the handler, or undefined where the handler shall run. */
export function replyOf(effect: Effect | undefined, now: () => number): Reply | undefined {
  if (effect === undefined) return undefined;
  if ("status" in effect) {
    const headers = effect.headers ?? {};
    if (typeof effect.body !== "string") {
      return { status: effect.status, body: effect.body ?? { message: "500 Internal Server Error" }, headers };
    }
    return {
      status: effect.status,
      raw: Buffer.from(effect.body),
      headers: { "content-type": "text/html", ...headers },
    };
  }
  if ("limit" in effect) {
    const seconds = effect.seconds ?? DEFAULT_S;
    const body = { message: { error: "This endpoint has been requested too many times. Try again later." } };
    const headers = {
      retry_after: { "retry-after": String(seconds) },
      reset: { "ratelimit-remaining": "0", "ratelimit-reset": String(Math.ceil(now() / 1000) + seconds) },
      bare: {},
    };
    return { status: 429, body, headers: headers[effect.limit] };
  }
  if ("html" in effect) return { status: 200, raw: Buffer.from("<html><body>Please sign in</body></html>") };
  if ("blocked" in effect)
    return { status: 403, raw: Buffer.from("Forbidden\n"), headers: { "content-type": "text/plain" } };
  return undefined;
}
