import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

import type { LimitedResource, RateState } from "../state/limits.ts";
import type { World } from "../state/world.ts";
import { parsedOrText } from "../../stand-in/exchange.ts";
import { applicationReply } from "../login/applications.ts";
import { authenticate } from "./authenticate.ts";
import { matchesEtag, weakEtag } from "../../stand-in/etag.ts";
import { parseBody } from "./parse-body.ts";
import { byName, movedReply } from "./redirect.ts";
import { refusalReply } from "./refusal-reply.ts";
import type { Call, Reply, Route } from "./route.ts";
import { Refusal } from "./route.ts";
import type { Match } from "../../stand-in/router.ts";
import { acceptedScopes } from "./scopes.ts";
import type { Viewer } from "./viewer.ts";

export interface ApiRequest {
  method: string;
  /** Below /api/v3, still encoded; "/graphql". */
  path: string;
  /** With its "?", or empty. */
  query: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

/** A reply made ready for the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | Readable;
}

export interface AnswerSite {
  world: World;
  find(method: string, path: string): Match<Route> | undefined;
  requestId(): string;
}

const API_VERSIONS = new Set(["2022-11-28", "2026-03-10"]);

/** Which primary limit a path draws on; undefined is free. */
function resourceOf(path: string): LimitedResource | undefined {
  if (path === "/rate_limit") return undefined;
  if (path === "/graphql") return "graphql";
  if (path === "/search/code") return "code_search";
  return path.startsWith("/search/") ? "search" : "core";
}

function limitHeaders(state: RateState): Record<string, string> {
  return {
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-remaining": String(state.remaining),
    "x-ratelimit-used": String(state.used),
    "x-ratelimit-reset": String(Math.ceil(state.resetAtMs / 1000)),
    "x-ratelimit-resource": state.resource,
  };
}

function scopeHeaders({ token }: Viewer, route: Route | undefined): Record<string, string> {
  return {
    ...(token.scopes
      ? { "x-oauth-scopes": token.scopes.join(", "), "x-accepted-oauth-scopes": acceptedScopes(route).join(", ") }
      : {}),
    ...(token.clientId ? { "x-oauth-client-id": token.clientId } : {}),
    ...(token.expiresAtMs === undefined
      ? {}
      : {
          "github-authentication-token-expiration": new Date(token.expiresAtMs)
            .toISOString()
            .replace("T", " ")
            .replace(/\..*/, " UTC"),
        }),
  };
}

function exhausted(viewer: Viewer, resource: LimitedResource): Reply {
  const message = `API rate limit exceeded for user ID ${viewer.account.id}.`;
  if (resource === "graphql") {
    return { status: 200, body: { errors: [{ type: "RATE_LIMIT", code: "graphql_rate_limit", message }] } };
  }
  return refusalReply(
    new Refusal(403, `${message} If you reach out to GitHub Support for help, please include the request ID.`),
  );
}

async function run(
  site: AnswerSite,
  viewer: Viewer,
  request: ApiRequest,
  match: Match<Route> | undefined,
): Promise<Reply> {
  try {
    const moved = movedReply(site.world, viewer, request.method, request.path, request.query);
    if (moved) return moved;
    if (!match) throw new Refusal(404, "Not Found");
    const call: Call = {
      world: site.world,
      viewer,
      method: request.method,
      path: request.path,
      params: match.params,
      query: new URLSearchParams(request.query),
      body: parseBody(request.raw),
      headers: request.headers,
    };
    return await match.route.handle(call);
  } catch (error) {
    return refusalReply(error);
  }
}

function wireBody(reply: Reply): Buffer | Readable {
  if (reply.raw !== undefined) return reply.raw;
  return reply.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(reply.body));
}

function checkHeaders(headers: IncomingHttpHeaders): void {
  if (!headers["user-agent"]) {
    throw new Refusal(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
    );
  }
  const version = headers["x-github-api-version"];
  if (typeof version === "string" && !API_VERSIONS.has(version)) {
    throw new Refusal(400, `"${version}" is not a valid API version.`);
  }
}

/**
 * One API request from authentication to wire format: limits, route, errors, ETag.
 * `instead` is a fault's answer in place of the handler's.
 */
export async function answer(
  site: AnswerSite,
  request: ApiRequest,
  instead?: Reply,
): Promise<Answer & { viewer?: Viewer }> {
  const { world } = site;
  const path = byName(world, request.path);
  const match = site.find(request.method, path);
  const requestId = site.requestId();
  const common: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "x-github-request-id": requestId,
    "x-github-media-type": "github.v3; format=json",
    "x-github-enterprise-version": "3.21.0",
    "x-github-api-version-selected": String(request.headers["x-github-api-version"] ?? "2022-11-28"),
    date: new Date(world.now()).toUTCString(),
  };
  let viewer: Viewer;
  try {
    checkHeaders(request.headers);
    const reply = instead ?? applicationReply(world, request.method, path, request.headers, parsedOrText(request.raw));
    if (reply && path.startsWith("/applications/"))
      return { status: reply.status, headers: { ...common, ...reply.headers }, body: wireBody(reply) };
    viewer = authenticate(world, request.headers);
  } catch (error) {
    const refused = instead ?? refusalReply(error);
    return { status: refused.status, headers: { ...common, ...refused.headers }, body: wireBody(refused) };
  }
  const { login } = viewer.account;
  const resource = resourceOf(path);
  const spent = resource !== undefined && world.limits.read(login, resource).remaining === 0;
  const reply = instead ?? (spent ? exhausted(viewer, resource) : await run(site, viewer, { ...request, path }, match));
  const body = wireBody(reply);
  const headers: Record<string, string> = { ...common, ...scopeHeaders(viewer, match?.route) };
  let status = reply.status;
  if (request.method === "GET" && status === 200 && Buffer.isBuffer(body) && resource !== undefined) {
    headers["etag"] = weakEtag(body, login, request.headers.accept ?? "");
    headers["cache-control"] = "private, max-age=60, s-maxage=60";
    headers["vary"] = "Accept, Authorization, Cookie, X-GitHub-OTP";
    if (matchesEtag(request.headers["if-none-match"], headers["etag"])) status = 304;
  }
  // A 304 is free; so is a refusal for want of quota, which cannot be charged.
  if (resource !== undefined) {
    const cost = status === 304 || spent ? 0 : 1;
    Object.assign(headers, limitHeaders(world.limits.spend(login, resource, cost)));
  }
  Object.assign(headers, reply.headers);
  const bare = status === 304 || status === 204;
  if (bare) delete headers["content-type"];
  return { status, headers, body: bare ? Buffer.alloc(0) : body, viewer };
}
