import type { Dispatcher } from "undici";
import { bufferSink, streamSink, type BodySink } from "./body-sink.ts";
import { stopError } from "./deadline.ts";
import { contentCoding } from "./decode-body.ts";
import { UpstreamError } from "./upstream-error.ts";
import { wireError } from "./wire-error.ts";

/** One request as it goes on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
}

/** One answer as it came, its body decoded. Redirects and errors of the vendor are answers like any other. */
export interface WireAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array | ReadableStream<Uint8Array>;
  /** Streams only: resolved when the socket is free again, after the body or when it broke. */
  readonly closed?: Promise<void>;
}

export interface ExchangeOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** Set: a 2xx body is passed on as a stream of at most so many bytes. */
  readonly maxStreamBytes: number | undefined;
}

/**
 * Sends one request at most once and reads its answer.
 *
 * undici's dispatch, not its fetch: fetch sends a POST again after a 421 (Fetch standard, HTTP-network-or-cache fetch,
 * "status is 421"), and does not tell whether a failed request had left.
 *
 * @throws UpstreamError or, if `signal` is aborted, what stopError makes of it
 */
export function exchange(
  dispatcher: Dispatcher,
  request: WireRequest,
  { signal, maxBytes, maxStreamBytes }: ExchangeOptions,
): Promise<WireAnswer> {
  const { host } = request.url;
  return new Promise((resolve, reject) => {
    let sent = false;
    let closed = false;
    let socket: Dispatcher.DispatchController | undefined;
    let sink: BodySink | undefined;
    const whenClosed = Promise.withResolvers<void>();

    const close = () => {
      closed = true;
      signal.removeEventListener("abort", stop);
      whenClosed.resolve();
    };
    const fail = (error: Error) => {
      if (closed) return;
      close();
      sink?.fail(error);
      reject(error);
      socket?.abort(error);
    };
    const failWith = (error: unknown) => fail(wireError(error, { sent, host }, signal));
    const stop = () => fail(stopError(signal, { sent, host }));

    const openSink = (controller: Dispatcher.DispatchController, head: Omit<WireAnswer, "body">): BodySink => {
      const streams = maxStreamBytes !== undefined && head.status >= 200 && head.status <= 299;
      const cap = streams ? maxStreamBytes : maxBytes;
      const length = Number(head.headers.get("content-length") ?? 0);
      if (request.method !== "HEAD" && length > cap) throw new UpstreamError("too_large", { sent, host });
      const coding = request.method === "HEAD" ? undefined : contentCoding(head.headers);
      if (coding) {
        head.headers.delete("content-encoding");
        head.headers.delete("content-length");
      }
      if (!streams) {
        return bufferSink({ coding, maxBytes: cap, host }, (body) => {
          close();
          resolve(
            body instanceof Uint8Array ? { ...head, body } : body.then((decoded) => ({ ...head, body: decoded })),
          );
        });
      }
      const stream = streamSink({
        coding,
        maxBytes: cap,
        host,
        socket: controller,
        onCancel: () => fail(new UpstreamError("cancelled", { sent, host })),
        onBroken: failWith,
        onDrained: close,
      });
      resolve({ ...head, body: stream.readable, closed: whenClosed.promise });
      return stream;
    };

    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    dispatcher.dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: [...request.headers].flat(),
        body: request.body ?? null,
      },
      {
        onRequestStart(controller) {
          if (closed) return controller.abort(new Error("The request is no longer wanted."));
          // Put back in its queue by the pool after a socket died: that would be a second sending.
          if (sent) failWith(undefined);
          if (closed) return controller.abort(new Error("The request was sent before."));
          sent = true;
          socket = controller;
        },
        onResponseStart(controller, status, headers, statusText) {
          // Informational answers (103 and the like) come before the real one.
          if (status < 200 || closed) return;
          try {
            sink = openSink(controller, { status, statusText: statusText ?? "", headers: headersOf(headers) });
          } catch (error) {
            failWith(error);
          }
        },
        onResponseData(_controller, chunk) {
          try {
            sink?.push(chunk);
          } catch (error) {
            failWith(error);
          }
        },
        onResponseEnd() {
          sink?.end();
        },
        onResponseError(_controller, error) {
          failWith(error);
        },
      },
    );
  });
}

/** What only browsers and connections go by; a vendor sends a dozen of them with each answer. */
const idleHeader =
  /^(set-cookie|connection|keep-alive|transfer-encoding|strict-transport-security|referrer-policy|content-security-policy.*|permissions-policy|cross-origin-.*|access-control-.*|x-frame-options|x-content-type-options|x-xss-protection)$/;

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const name of Object.keys(raw)) {
    if (idleHeader.test(name)) continue;
    const value = raw[name];
    if (typeof value === "string") headers.append(name, value);
    else for (const each of value ?? []) headers.append(name, each);
  }
  return headers;
}
