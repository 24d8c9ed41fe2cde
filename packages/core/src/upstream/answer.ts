import { bufferedResponse } from "./buffered-response.ts";

/** An answer on its way to the caller. Buffered bodies may be shared between callers: no one changes them. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array | ReadableStream<Uint8Array>;
  /** Streams only: resolved when the socket is free again. */
  readonly closed?: Promise<void>;
  /** Where it came from, after redirects. */
  readonly url: string;
  readonly redirected: boolean;
  /** Of an answer from the cache: when the vendor last said that this is what it has. */
  readonly validatedAt?: number;
  /** How the cache took part: `miss` could have been cached, `none` could not, `stale` stands in for a vendor that fails. */
  readonly cached: "miss" | "fresh" | "revalidated" | "stale" | "none";
}

/** Statuses whose Response must have no body (Fetch standard, "null body status"). */
const bodyless = new Set([204, 205, 304]);

/** A Response of the caller's own. */
export function responseOf(answer: Answer): Response {
  const { status, body, cached } = answer;
  const statusText = /^[\t\x20-\x7E]*$/.test(answer.statusText) ? answer.statusText : "";
  const init = { status, statusText, headers: answer.headers };
  const response =
    body instanceof Uint8Array
      ? bufferedResponse(bodyless.has(status) ? new Uint8Array() : body, init, answer)
      : // The constructor has no way to say where a response came from.
        Object.defineProperties(new Response(body, init), {
          url: { value: answer.url },
          redirected: { value: answer.redirected },
        });
  if (cached !== "miss" && cached !== "none") response.headers.set("x-fairlead-cache", cached);
  return response;
}
