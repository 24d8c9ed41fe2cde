import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { User } from "../state/account.ts";
import type { Token } from "../state/token.ts";
import type { World } from "../state/world.ts";

/** One request as a handler sees it: signed in where it can be, routed, body parsed. */
export interface Call {
  world: World;
  /** Undefined for a stranger, who sees public projects. */
  user: User | undefined;
  token: Token | undefined;
  method: string;
  /** Below /api/v4, still encoded. */
  path: string;
  /** Decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
}

/** `body` goes out as JSON, `raw` as it is. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Buffer | Readable;
}

export interface Route {
  method: string;
  /** Below /api/v4, as in GitLab's reference. */
  path: string;
  handle(call: Call): Reply | Promise<Reply>;
  /** The scope that it takes; by default `read_api` to read and `api` to write. */
  scope?: "read_user" | "none";
}

export function route(method: string, path: string, handle: Route["handle"], scope?: Route["scope"]): Route {
  return scope === undefined ? { method, path, handle } : { method, path, handle, scope };
}

/** Thrown by handlers: becomes GitLab's error JSON. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  /** @param body `{message: …}` or `{error: …}`; a text alone becomes the first. */
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = typeof body === "string" ? { message: body } : body;
    this.headers = headers;
  }
}

export const notFound = (what: string) => new Refusal(404, `404 ${what} Not Found`);
export const forbidden = () => new Refusal(403, "403 Forbidden");
/** How Grape says that a parameter is missing or wrong. */
export const badRequest = (error: string) => new Refusal(400, { error });

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
