import type { IncomingHttpHeaders } from "node:http";
import { methods } from "../methods/index.ts";
import type { Token } from "../state/token.ts";
import type { World } from "../state/world.ts";
import { argsOf, readArgs } from "./args.ts";
import { authenticate, tokenOf } from "./authenticate.ts";
import { Refusal, type Call, type Reply } from "./method.ts";
import { oauthAccess } from "./oauth.ts";
import type { Tiers } from "./tiers.ts";

export interface ApiRequest {
  /** `chat.postMessage` */
  method: string;
  query: string;
  headers: IncomingHttpHeaders;
  raw: Buffer;
}

/** An answer made ready for the wire. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const JSON_TYPE = "application/json; charset=utf-8";

/** Status 200 in almost every case: what went wrong is in the body. */
export function jsonAnswer(
  reply: Reply,
  token: Token | undefined,
  status = 200,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: {
      "content-type": JSON_TYPE,
      "x-slack-req-id": crypto.randomUUID().replaceAll("-", ""),
      ...(token && { "x-oauth-scopes": [...token.scopes].join(",") }),
      ...headers,
    },
    body: Buffer.from(JSON.stringify(reply)),
  };
}

/** 429 with the seconds to wait. */
export function tooMany(retryAfterS: number): Answer {
  return jsonAnswer({ ok: false, error: "ratelimited" }, undefined, 429, { "retry-after": String(retryAfterS) });
}

/** One call from its arguments to its answer. */
export function answer(world: World, tiers: Tiers, request: ApiRequest): Answer {
  const { authorization } = request.headers;
  let token: Token | undefined;
  const accepted = new Set<string>();
  const withAccepted = (): Record<string, string> =>
    token === undefined ? {} : { "x-accepted-oauth-scopes": [...accepted].join(",") };
  try {
    const args = readArgs(request.query, request.headers["content-type"] ?? "", request.raw);
    if (request.method === "oauth.v2.access")
      return jsonAnswer({ ok: true, ...oauthAccess(world, args, authorization) }, undefined);
    token = tokenOf(world, authorization, args);
    const known = authenticate(world, authorization, args);
    const found = methods.get(request.method);
    if (!found) throw new Refusal("unknown_method", { req_method: request.method });
    const waitS = tiers.take(world, found.name, known.teamId, known.clientId ?? known.kind);
    if (waitS !== undefined) return tooMany(waitS);
    if (found.tokens !== undefined && found.tokens !== known.kind) throw new Refusal("not_allowed_token_type");
    const me = world.users.get(known.userId);
    if (!me) throw new Refusal("invalid_auth");
    const call: Call = {
      world,
      token: known,
      me,
      teamId: teamOf(world, known, found.name, args["team_id"]),
      args: argsOf(args),
      accepted,
    };
    return jsonAnswer({ ok: true, ...found.run(call) }, known, 200, withAccepted());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return jsonAnswer({ ok: false, error: error.word, ...error.extra }, token, 200, withAccepted());
  }
}

/** What a token of a whole organization has to name the workspace for: without it there is nothing to see. */
const OF_A_TEAM =
  /^((users\.)?conversations\.?(list|create)?|users\.list|usergroups\..+|search\..+|files\.list|chat\.scheduledMessages\.list|reminders\.list|dnd\.teamInfo)$/;

/** A token of a whole organization says with each call which workspace it means. */
function teamOf(world: World, token: Token, method: string, teamId: string | undefined): string {
  if (token.enterpriseId === undefined) return token.teamId;
  if (teamId === undefined) return OF_A_TEAM.test(method) ? "" : token.teamId;
  if (!world.teams.has(teamId)) throw new Refusal("team_not_found");
  return teamId;
}
