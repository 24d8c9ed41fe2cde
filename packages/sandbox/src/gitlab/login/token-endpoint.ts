import { createHash } from "node:crypto";
import { issueTokens, type OauthApp } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";

export interface TokenReply {
  status: number;
  body: Record<string, unknown>;
}

const failure = (error: string, status = 400): TokenReply => ({
  status,
  body: {
    error,
    error_description: "The provided authorization grant is invalid, expired, revoked or does not match.",
  },
});

function appOf(world: World, input: URLSearchParams): OauthApp | undefined {
  const app = world.signIn.apps.get(input.get("client_id") ?? "");
  return app?.clientSecret === input.get("client_secret") ? app : undefined;
}

function exchange(world: World, app: OauthApp, input: URLSearchParams): TokenReply {
  const code = input.get("code") ?? "";
  const pending = world.signIn.codes.get(code);
  // Any try uses the code up, a failed one too.
  world.signIn.codes.delete(code);
  if (!pending || pending.clientId !== app.clientId || pending.expiresAtMs <= world.now()) {
    return failure("invalid_grant");
  }
  const proof = createHash("sha256")
    .update(input.get("code_verifier") ?? "")
    .digest("base64url");
  if (pending.challenge !== undefined && proof !== pending.challenge) return failure("invalid_grant");
  if (input.get("redirect_uri") !== pending.redirectUri) return failure("invalid_grant");
  const { username, scopes, redirectUri } = pending;
  return { status: 200, body: issueTokens(world, { clientId: app.clientId, username, scopes, redirectUri }) };
}

/** A refresh wants the redirect URI again, and kills both old tokens at once. */
function refresh(world: World, app: OauthApp, input: URLSearchParams): TokenReply {
  const secret = input.get("refresh_token") ?? "";
  const held = world.signIn.refreshTokens.get(secret);
  if (!held || held.clientId !== app.clientId || input.get("redirect_uri") !== held.redirectUri) {
    return failure("invalid_grant");
  }
  world.signIn.refreshTokens.delete(secret);
  world.tokens.delete(held.access);
  const { username, scopes, redirectUri } = held;
  return { status: 200, body: issueTokens(world, { clientId: app.clientId, username, scopes, redirectUri }) };
}

/** POST /oauth/token. */
export function tokenEndpoint(world: World, input: URLSearchParams): TokenReply {
  const app = appOf(world, input);
  if (!app) return failure("invalid_client", 401);
  if (input.get("grant_type") === "authorization_code") return exchange(world, app, input);
  if (input.get("grant_type") === "refresh_token") return refresh(world, app, input);
  return failure("unsupported_grant_type");
}

/** POST /oauth/revoke: ends an access token and what renews it. Unknown tokens are no error (RFC 7009 §2.2). */
export function revoke(world: World, input: URLSearchParams): TokenReply {
  if (!appOf(world, input)) return failure("invalid_client", 403);
  const secret = input.get("token") ?? "";
  const renewing = world.signIn.refreshTokens.get(secret);
  const access = renewing?.access ?? secret;
  world.tokens.delete(access);
  for (const [key, row] of world.signIn.refreshTokens) {
    if (row.access === access) world.signIn.refreshTokens.delete(key);
  }
  return { status: 200, body: {} };
}

/** GET /oauth/token/info. */
export function tokenInfo(world: World, authorization: string | undefined): TokenReply {
  const secret = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  const token = world.tokens.get(secret);
  const user = token && world.users.get(token.username);
  if (!token || !user || (token.expiresAtMs !== undefined && token.expiresAtMs <= world.now())) {
    return { status: 401, body: { error: "invalid_token", error_description: "The access token expired" } };
  }
  const expiresInS = token.expiresAtMs === undefined ? null : Math.round((token.expiresAtMs - world.now()) / 1000);
  return {
    status: 200,
    body: {
      resource_owner_id: user.id,
      scope: token.scopes,
      expires_in: expiresInS,
      application: token.clientId === undefined ? null : { uid: token.clientId },
      created_at: Math.floor(world.now() / 1000),
    },
  };
}
