/** A fetch call, taken apart once: absolute URL, our own copy of the headers, the whole body in memory. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
  readonly redirect: "follow" | "manual" | "error";
  readonly signal: AbortSignal | undefined;
  /** The caller takes the body as a stream (`x-fairlead-stream: 1`). */
  readonly stream: boolean;
  /** The address itself is the secret (`x-fairlead-anonymous: 1`): it gets no credential, and is told to nobody. */
  readonly anonymous: boolean;
}

type Input = Parameters<typeof globalThis.fetch>[0];
type Init = Parameters<typeof globalThis.fetch>[1];

/** Connection-level headers are ours to set (RFC 9110 §7.6.1), and `host` must be the one the guard saw. */
const ownHeaders = [
  "host",
  "connection",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "content-length",
];

/**
 * What `fetch(input, init)` asks for. Text bodies, the ordinary case, are taken as they are; everything else goes
 * through the platform's Request, which knows how to read forms, blobs and streams.
 * @throws TypeError as fetch does, for a URL, method or header that is none
 */
export function outgoingRequest(input: Input, init: Init): OutgoingRequest | Promise<OutgoingRequest> {
  const body = init?.body;
  if (!(input instanceof Request) && (body === undefined || body === null || typeof body === "string")) {
    const headers = new Headers(init?.headers);
    if (typeof body === "string" && !headers.has("content-type"))
      headers.set("content-type", "text/plain;charset=UTF-8");
    return assemble({
      method: init?.method ?? "GET",
      url: typeof input === "string" ? new URL(input) : new URL(input.href),
      headers,
      body: body ?? undefined,
      redirect: init?.redirect ?? "follow",
      signal: init?.signal ?? undefined,
    });
  }
  return readRequest(new Request(input, init));
}

async function readRequest(request: Request): Promise<OutgoingRequest> {
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  return assemble({
    method: request.method,
    url: new URL(request.url),
    headers: new Headers(request.headers),
    body,
    redirect: request.redirect,
    signal: request.signal,
  });
}

function assemble(parts: Omit<OutgoingRequest, "stream" | "anonymous">): OutgoingRequest {
  const method = parts.method.toUpperCase();
  if (!/^[A-Z]+$/.test(method) || method === "CONNECT" || method === "TRACE") {
    throw new TypeError(`The method ${JSON.stringify(parts.method.slice(0, 20))} cannot be sent.`);
  }
  if (parts.body !== undefined && (method === "GET" || method === "HEAD")) {
    throw new TypeError(`A ${method} request has no body.`);
  }
  const { headers, url } = parts;
  url.hash = "";
  for (const name of ownHeaders) headers.delete(name);
  const stream = headers.get("x-fairlead-stream") === "1";
  headers.delete("x-fairlead-stream");
  const anonymous = headers.get("x-fairlead-anonymous") === "1";
  headers.delete("x-fairlead-anonymous");
  return { ...parts, method, stream, anonymous };
}
