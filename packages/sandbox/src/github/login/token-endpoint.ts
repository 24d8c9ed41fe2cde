import { createHash } from "node:crypto";

import type { OauthApp } from "../state/sign-in.ts";
import { issueTokens } from "../state/sign-in.ts";
import type { IssuedTokens } from "../state/sign-in.ts";
import type { World } from "../state/world.ts";

function failure(error: string, description: string): IssuedTokens {
  return { error, error_description: description, error_uri: "https://docs.github.com/apps/troubleshooting" };
}

function exchange(world: World, app: OauthApp, input: URLSearchParams): IssuedTokens {
  const code = input.get("code") ?? "";
  const pending = world.signIn.codes.get(code);
  // Any try uses the code up, a failed one too.
  world.signIn.codes.delete(code);
  if (!pending || pending.clientId !== app.clientId || pending.expiresAtMs <= world.now()) {
    return failure("bad_verification_code", "The code passed is incorrect or expired.");
  }
  if (input.has("redirect_uri") && input.get("redirect_uri") !== pending.redirectUri) {
    return failure(
      "redirect_uri_mismatch",
      "The redirect_uri MUST match the registered callback URL for this application.",
    );
  }
  const proof = createHash("sha256")
    .update(input.get("code_verifier") ?? "")
    .digest("base64url");
  if (pending.challenge !== undefined && proof !== pending.challenge) {
    return failure("bad_verification_code", "The code_verifier does not match the code_challenge.");
  }
  return issueTokens(world, app, pending.login, pending.scopes);
}

/** A refresh kills the old pair at once. */
function refresh(world: World, app: OauthApp, input: URLSearchParams): IssuedTokens {
  const secret = input.get("refresh_token") ?? "";
  const held = world.signIn.refreshTokens.get(secret);
  if (!held || held.clientId !== app.clientId || held.expiresAtMs <= world.now()) {
    return failure("bad_refresh_token", "The refresh token passed is incorrect or expired.");
  }
  world.signIn.refreshTokens.delete(secret);
  world.tokens.delete(held.access);
  return issueTokens(world, app, held.login, []);
}

/** POST /login/oauth/access_token. Errors are answers, too: GitHub sends them with status 200. */
export function accessToken(world: World, input: URLSearchParams): IssuedTokens {
  const app = world.signIn.apps.get(input.get("client_id") ?? "");
  if (!app || app.clientSecret !== input.get("client_secret")) {
    return failure("incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
  }
  const grant = input.get("grant_type") ?? "authorization_code";
  if (grant === "authorization_code") return exchange(world, app, input);
  if (grant === "refresh_token") return refresh(world, app, input);
  return failure("unsupported_grant_type", "The grant_type is not supported.");
}
