import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

import type { World } from "../state/world.ts";
import type { Viewer } from "./viewer.ts";

/** One request as a handler sees it: signed in, routed, body parsed (undefined when empty). */
export interface Call {
  world: World;
  viewer: Viewer;
  method: string;
  /** Below the base, as it was asked for (still encoded): "/repos/harbor/docs/issues". */
  path: string;
  /** Path parameters, decoded; a `{path}` at the end of a route takes the rest, slashes included. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  headers: IncomingHttpHeaders;
}

/** `body` goes out as JSON, `raw` as it is (say its content type in `headers`); neither means an empty body. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Buffer | Readable;
}

export interface Route {
  method: string;
  /** As in GitHub's reference: "/repos/{owner}/{repo}/issues". */
  path: string;
  handle(call: Call): Reply | Promise<Reply>;
  /** For `x-accepted-oauth-scopes`; by default `repo` below /repos, nothing elsewhere. */
  accepts?: readonly string[];
}

/** Declares one operation. `accepts` names the scopes that GitHub reports as accepted for it. */
export function route(method: string, path: string, handle: Route["handle"], accepts?: readonly string[]): Route {
  return accepts ? { method, path, handle, accepts } : { method, path, handle };
}

/** One row of `errors[]`: a sentence, or GitHub's resource/field/code triple. */
export type RefusalDetail =
  | string
  | { resource: string; field?: string; code: string; message?: string; value?: unknown };

/** Thrown by handlers: becomes GitHub's error JSON with `documentation_url` and `status`. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly RefusalDetail[] | undefined;
  readonly headers: Record<string, string>;
  /** Further members of the error JSON, such as `metadata` of a blocked secret or `block` of a 451. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    message: string,
    errors?: readonly RefusalDetail[],
    rest: { headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.errors = errors;
    this.headers = rest.headers ?? {};
    this.extra = rest.extra ?? {};
  }
}
