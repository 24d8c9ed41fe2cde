import type { IncomingHttpHeaders } from "node:http";
import { matchesEtag, weakEtag } from "../../stand-in/etag.ts";
import { parsedOrText } from "../../stand-in/exchange.ts";
import type { Match } from "../../stand-in/router.ts";
import type { WireAnswer } from "../../stand-in/send.ts";
import type { Limits } from "../state/limits.ts";
import { hasScope, type Token } from "../state/token.ts";
import type { World } from "../state/world.ts";
import { Refusal, type Call, type Reply, type Route } from "./route.ts";

export interface ApiRequest {
  method: string;
  /** Below /api/v4, still encoded; "/graphql". */
  path: string;
  /** With its "?", or empty. */
  query: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** A fault's answer in place of the handler's. */
  instead: Reply | undefined;
}

export interface AnswerSite {
  world: World;
  limits: Limits;
  find(method: string, path: string): Match<Route> | undefined;
  requestId(): string;
}

/** The credential of a request, in any of the places where GitLab looks for it. */
export function tokenOf(world: World, headers: IncomingHttpHeaders): Token | undefined {
  const own = headers["private-token"];
  const secret = typeof own === "string" ? own : /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return secret === undefined ? undefined : world.tokens.get(secret);
}

function refuseUnfit(world: World, request: ApiRequest, route: Route, token: Token | undefined): void {
  const sent = request.headers.authorization ?? request.headers["private-token"];
  if (sent !== undefined && token === undefined) throw new Refusal(401, "401 Unauthorized");
  if (token?.expiresAtMs !== undefined && token.expiresAtMs <= world.now()) {
    throw new Refusal(401, {
      error: "invalid_token",
      error_description: "Token is expired. You can either do re-authorization or token refresh.",
    });
  }
  if (token === undefined) {
    if (request.method !== "GET" || route.scope === "read_user") throw new Refusal(401, "401 Unauthorized");
    return;
  }
  if (route.scope === "none") return;
  const wanted = route.scope ?? (request.method === "GET" ? "read_api" : "api");
  if (hasScope(token, wanted)) return;
  throw new Refusal(403, {
    error: "insufficient_scope",
    error_description: "The request requires higher privileges than provided by the access token.",
    scope: wanted === "api" ? "api" : `api ${wanted}`,
  });
}

async function run(site: AnswerSite, request: ApiRequest, match: Match<Route>, token: Token | undefined) {
  const { world } = site;
  refuseUnfit(world, request, match.route, token);
  const parsed = parsedOrText(request.raw) ?? {};
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Refusal(400, "400 Bad request - invalid JSON");
  }
  const call: Call = {
    world,
    user: token && world.users.get(token.username),
    token,
    method: request.method,
    path: request.path,
    params: match.params,
    query: new URLSearchParams(request.query),
    body: parsed as Record<string, unknown>,
    headers: request.headers,
  };
  return match.route.handle(call);
}

function bodyOf({ body, raw }: Reply): WireAnswer["body"] {
  if (raw !== undefined) return raw;
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

/** Answers one request of the API: who, scope, limits, handler, entity tag. */
export async function answer(site: AnswerSite, request: ApiRequest): Promise<WireAnswer> {
  const { world } = site;
  const token = tokenOf(world, request.headers);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-request-id": site.requestId(),
    "x-gitlab-meta": '{"version":"1"}',
    vary: "Origin",
  };
  const match = site.find(request.method, request.path);
  let reply: Reply;
  try {
    const limited = site.limits.take(token?.username ?? "anonymous", match?.route.path ?? "");
    Object.assign(headers, limited.headers);
    if (limited.refused) reply = { status: 429, body: { message: limited.refused } };
    else if (request.instead) reply = request.instead;
    else if (!match) throw new Refusal(404, { error: "404 Not Found" });
    else reply = await run(site, request, match, token);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply = { status: error.status, body: error.body, headers: error.headers };
  }
  const body = bodyOf(reply);
  let { status } = reply;
  Object.assign(headers, reply.headers);
  if (request.method === "GET" && status === 200 && Buffer.isBuffer(body)) {
    headers["etag"] = weakEtag(body, token?.username ?? "", request.headers.accept ?? "");
    headers["cache-control"] = "max-age=0, private, must-revalidate";
    if (matchesEtag(request.headers["if-none-match"], headers["etag"])) status = 304;
  }
  const bare = status === 304 || status === 204;
  if (bare) delete headers["content-type"];
  return { status, headers, body: bare ? Buffer.alloc(0) : body };
}
