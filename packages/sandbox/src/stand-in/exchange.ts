import type { WireAnswer } from "./send.ts";

/** One request and its answer on the API origin, as a guard wants to see it. */
export interface Exchange {
  method: string;
  /** Below the API's base, still encoded; GraphQL has "/graphql". */
  path: string;
  /** A repeated parameter is a list. */
  query: Record<string, string | string[]>;
  requestHeaders: Record<string, string | string[] | undefined>;
  /** Parsed JSON, undefined where empty, a string where it was no JSON. */
  requestBody: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  /** Parsed where the content type is JSON, else a string; undefined for streams and empty bodies. */
  responseBody: unknown;
  /** A fault made or changed this answer: it need not conform to anything. */
  faulted: boolean;
}

/** What a guard sees of a request and its answer. */
export function exchangeOf(
  request: { method: string; path: string; query: string; headers: Exchange["requestHeaders"]; raw: Buffer },
  given: WireAnswer,
  faulted: boolean,
): Exchange {
  const json = (given.headers["content-type"] ?? "").includes("json");
  const body = Buffer.isBuffer(given.body) && given.body.length > 0 ? given.body : undefined;
  return {
    method: request.method,
    path: request.path,
    query: queryObject(request.query),
    requestHeaders: request.headers,
    requestBody: parsedOrText(request.raw),
    status: given.status,
    responseHeaders: given.headers,
    responseBody: body && (json ? parsedOrText(body) : body.toString()),
    faulted,
  };
}

/** Query parameters as an object. */
export function queryObject(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** JSON where it is JSON, else the text; undefined for nothing. */
export function parsedOrText(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString()) as unknown;
  } catch {
    return raw.toString();
  }
}
