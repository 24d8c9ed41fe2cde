/** One call as it went over the wire: what a client sent and what the server answered. */
export interface Exchange {
  readonly method: string;
  /** Without the query, percent-encoded as sent. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly requestHeaders: Headers;
  /** Parsed JSON or form fields, raw text or bytes; undefined, null or "" when none was sent. */
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Headers;
  readonly responseBody: unknown;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header, whatever the case of its name. */
export function header(headers: Headers, name: string): string | undefined {
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() === name) return Array.isArray(value) ? value[0] : value;
  }
  return undefined;
}
