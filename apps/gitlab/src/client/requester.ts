import { ToolError } from "@fairlead/core";
import { GitlabHttpError } from "./http-error.ts";
import { parseJson } from "./parse-json.ts";
import { queryString } from "./query-string.ts";
import { snakeKeys } from "./snake-keys.ts";

/** One page of a list. An object and no array: gitbeaker follows arrays from page to page by itself. */
export interface ListPage<Row> {
  rows: Row[];
  /** The paging parameters of the next page, as a query; undefined on the last. */
  next: string | undefined;
  /** Undefined where GitLab does not count. */
  total: number | undefined;
}

interface Options {
  searchParams?: Record<string, unknown> | undefined;
  body?: unknown;
  asStream?: boolean | undefined;
}

interface Answer {
  body: unknown;
  headers: Record<string, string>;
  status: number;
}

type Method = "get" | "post" | "put" | "patch" | "delete";

/** What gitbeaker's resource classes send with. */
export type Requester = Record<Method, (endpoint: string, options?: Options) => Promise<Answer>>;

/**
 * The HTTP layer below gitbeaker's resource classes: the core's fetch, and nothing of gitbeaker's own, which sends
 * everything again on 429 and 502, cannot be cancelled, and keeps the token in its errors.
 */
export function createRequester({ webUrl, fetch }: { webUrl: string; fetch: typeof globalThis.fetch }): Requester {
  const send = (method: Method) => (endpoint: string, options?: Options) =>
    exchange({ webUrl, fetch }, method.toUpperCase(), endpoint, options ?? {});
  return { get: send("get"), post: send("post"), put: send("put"), patch: send("patch"), delete: send("delete") };
}

/** The same for endpoints below a path. */
export function below(requester: Requester, prefix: string): Requester {
  if (prefix === "") return requester;
  const methods = Object.entries(requester) as [Method, Requester[Method]][];
  return Object.fromEntries(
    methods.map(([method, send]) => [
      method,
      (endpoint: string, options?: Options) => send(`${prefix}/${endpoint}`, options),
    ]),
  ) as Requester;
}

async function exchange(
  { webUrl, fetch }: { webUrl: string; fetch: typeof globalThis.fetch },
  method: string,
  endpoint: string,
  { searchParams = {}, body, asStream = false }: Options,
): Promise<Answer> {
  refuseDotSegments(endpoint);
  const query = queryString(searchParams);
  const sent = method === "GET" ? undefined : bodyOf(body);
  const response = await fetch(`${webUrl}/api/v4/${endpoint}${query === "" ? "" : `?${query}`}`, {
    method,
    headers: {
      accept: "application/json",
      ...(sent !== undefined && { "content-type": "application/json" }),
      ...(asStream && { "x-fairlead-stream": "1" }),
    },
    ...(sent !== undefined && { body: sent }),
    // A redirected write would change a project that nobody named.
    redirect: method === "GET" ? "follow" : "manual",
  });
  const { status, headers } = response;
  if (status >= 300) throw new GitlabHttpError({ status, method, path: endpoint, headers, body: await read(response) });
  if (asStream) return { status, headers: Object.fromEntries(headers), body: response.body };
  const parsed = status === 204 ? undefined : await read(response);
  return {
    status,
    headers: Object.fromEntries(headers),
    body: Array.isArray(parsed) ? pageOf(parsed, headers) : parsed,
  };
}

/** An empty body is none: GitLab has refused `{}` on a DELETE. */
function bodyOf(body: unknown): string | undefined {
  const members = snakeKeys(body);
  const isEmpty = typeof members !== "object" || members === null || Object.keys(members).length === 0;
  return isEmpty ? undefined : JSON.stringify(members);
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  const json = (response.headers.get("content-type") ?? "").includes("json");
  if (!json) return text;
  if (text === "") return undefined;
  if (response.ok) return parseJson(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function pageOf(rows: unknown[], headers: Headers): ListPage<unknown> {
  const total = headers.get("x-total");
  return {
    rows,
    next: nextOf(headers.get("link") ?? ""),
    total: total === null || total === "" ? undefined : Number(total),
  };
}

/** Parameters that lead to a page; the rest of a link repeats the request. */
const PAGING = new Set(["page", "page_token", "id_after", "cursor"]);

/** What a `Link` header (RFC 8288) says of the next page. */
function nextOf(link: string): string | undefined {
  const url = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1];
  const given = url === undefined ? undefined : URL.parse(url)?.searchParams;
  if (!given) return undefined;
  const kept = [...given].filter(([name]) => PAGING.has(name));
  return new URLSearchParams(kept).toString();
}

const DOTS = /^(?:\.|%2e){1,2}$/i;

/** `..` would be walked up by the URL parser: `projects/../user` is `user`. */
function refuseDotSegments(endpoint: string): void {
  if (endpoint.split("/").some((segment) => DOTS.test(segment))) {
    throw new ToolError("invalid_input", 'Leave "." and ".." out of names and paths.');
  }
}
