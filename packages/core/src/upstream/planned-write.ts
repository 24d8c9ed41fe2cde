import type { OutgoingRequest } from "./outgoing-request.ts";

/** A write that a dry run stopped: what would have been sent. */
export interface PlannedWrite {
  readonly method: string;
  readonly host: string;
  /** Path with its query. */
  readonly path: string;
  /** Parsed JSON, the fields of a form, other text as it is, `{ bytes }` for the rest; undefined without a body. */
  readonly body: unknown;
}

export function planWrite(request: OutgoingRequest): PlannedWrite {
  return {
    method: request.method,
    host: request.url.host,
    path: request.anonymous ? "/" : request.url.pathname + request.url.search,
    body: readableBody(request),
  };
}

function readableBody({ body, headers }: OutgoingRequest): unknown {
  if (body === undefined || body.length === 0) return undefined;
  const type = headers.get("content-type") ?? "";
  if (typeof body !== "string" && !/^(text\/|application\/(.*json|.*xml|x-www-form-urlencoded))/i.test(type)) {
    return { bytes: body.byteLength };
  }
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
