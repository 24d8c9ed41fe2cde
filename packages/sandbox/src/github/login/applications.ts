import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

import { isObject } from "../http/body.ts";
import { notFound } from "../http/refusals.ts";
import type { Reply } from "../http/route.ts";
import { Refusal } from "../http/route.ts";
import type { OauthApp } from "../state/sign-in.ts";
import type { Token } from "../state/token.ts";
import type { World } from "../state/world.ts";

function appOf(world: World, clientId: string, headers: IncomingHttpHeaders): OauthApp {
  const given = Buffer.from(/^basic +(.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "", "base64");
  const app = world.signIn.apps.get(clientId);
  const expected = Buffer.from(app ? `${app.clientId}:${app.clientSecret}` : "");
  if (!app || given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal(401, "Bad credentials");
  return app;
}

function drop(world: World, app: OauthApp, fits: (token: Token) => boolean): void {
  for (const token of world.tokens.values())
    if (token.clientId === app.clientId && fits(token)) world.tokens.delete(token.secret);
  for (const [secret, row] of world.signIn.refreshTokens)
    if (!world.tokens.has(row.access)) world.signIn.refreshTokens.delete(secret);
}

/**
 * DELETE /applications/{client_id}/token ends one token; …/grant ends every token of that person with the app. Both are
 * signed with the app's own id and secret, which is why they are no ordinary routes. Undefined for other paths.
 */
export function applicationReply(
  world: World,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: unknown,
): Reply | undefined {
  const split = /^\/applications\/([^/]+)\/(token|grant)$/.exec(path);
  if (!split?.[1] || method !== "DELETE") return undefined;
  const app = appOf(world, decodeURIComponent(split[1]), headers);
  const secret = isObject(body) ? body["access_token"] : undefined;
  if (typeof secret !== "string") throw new Refusal(422, 'Invalid request.\n\n"access_token" wasn\'t supplied.');
  const token = world.tokens.get(secret);
  if (token?.clientId !== app.clientId) throw notFound();
  drop(world, app, (row) => (split[2] === "token" ? row.secret === secret : row.login === token.login));
  if (split[2] === "grant") world.signIn.granted.delete(`${token.login} ${app.clientId}`);
  return { status: 204 };
}
