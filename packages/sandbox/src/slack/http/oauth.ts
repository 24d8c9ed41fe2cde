import { issueToken, type SlackApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";
import { Refusal, type Reply } from "./method.ts";

/** `oauth.v2.access`: a code or a refresh token for tokens. The app proves itself by HTTP Basic or in the body. */
export function oauthAccess(
  world: World,
  args: Readonly<Record<string, string>>,
  authorization: string | undefined,
): Reply {
  const app = appOf(world, args, authorization);
  const grant = args["grant_type"] ?? "authorization_code";
  if (grant === "refresh_token") return refresh(world, app, args["refresh_token"] ?? "");
  if (grant !== "authorization_code") throw new Refusal("invalid_grant_type");
  return exchange(world, app, args);
}

function appOf(world: World, args: Readonly<Record<string, string>>, authorization: string | undefined): SlackApp {
  const basic = /^basic (.+)$/i.exec(authorization ?? "")?.[1];
  const [id = "", secret = ""] =
    basic === undefined
      ? [args["client_id"], args["client_secret"]]
      : Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent);
  const app = world.signIn.apps.get(id);
  if (!app) throw new Refusal("invalid_client_id");
  if (app.clientSecret !== secret) throw new Refusal("bad_client_secret");
  return app;
}

function exchange(world: World, app: SlackApp, args: Readonly<Record<string, string>>): Reply {
  const code = args["code"] ?? "";
  const pending = world.signIn.codes.get(code);
  if (!pending || pending.clientId !== app.clientId || pending.expiresAtMs <= world.now())
    throw new Refusal("invalid_code");
  world.signIn.codes.delete(code);
  if (args["redirect_uri"] !== pending.redirectUri) throw new Refusal("bad_redirect_uri");
  const { userId, userScopes, botScopes } = pending;
  const teamId = world.users.get(userId)?.teamId ?? "";
  const bot = [...world.users.values()].find(
    (user) => user.kind === "bot" && user.teamId === teamId && user.name === "fairlead",
  );
  const user = userScopes.length > 0 ? issueToken(world, app, "user", userId, userScopes) : undefined;
  const botToken =
    botScopes.length > 0 && bot
      ? { ...issueToken(world, app, "bot", bot.id, botScopes), bot_user_id: bot.id }
      : undefined;
  return {
    app_id: app.appId,
    authed_user: { id: userId, ...user },
    // A user-only install has no token at the top.
    ...botToken,
    team: app.orgWide ? null : { id: teamId, name: world.teams.get(teamId)?.name },
    enterprise: app.orgWide ? { id: "E0HARBOR01", name: "Harbor Group" } : null,
    is_enterprise_install: app.orgWide,
  };
}

function refresh(world: World, app: SlackApp, secret: string): Reply {
  const held = world.signIn.refreshTokens.get(secret);
  if (!held || held.clientId !== app.clientId) throw new Refusal("invalid_refresh_token");
  world.signIn.refreshTokens.delete(secret);
  const old = world.tokens.get(held.access);
  if (!old) throw new Refusal("invalid_refresh_token");
  world.tokens.set(old.secret, { ...old, revoked: "token_expired" });
  return {
    ...issueToken(world, app, old.kind, old.userId, [...old.scopes]),
    team: { id: old.teamId },
    app_id: app.appId,
  };
}
