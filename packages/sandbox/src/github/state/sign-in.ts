import { randomBytes } from "node:crypto";

import { tokenSecret } from "./token.ts";
import type { World } from "./world.ts";

/** An app that people sign in with. */
export interface OauthApp {
  clientId: string;
  clientSecret: string;
  name: string;
  /** "app" is a GitHub App: its user tokens live 8 hours and refresh. "oauth" is an OAuth App: scopes, no end. */
  kind: "app" | "oauth";
  /** A redirect address must begin with one of these; empty allows any on loopback. */
  callbackUrls: string[];
}

interface PendingCode {
  clientId: string;
  login: string;
  scopes: readonly string[];
  redirectUri: string;
  challenge: string | undefined;
  expiresAtMs: number;
}

interface RefreshToken {
  clientId: string;
  login: string;
  /** The access token that was issued with it and dies with it. */
  access: string;
  expiresAtMs: number;
}

/** Everything that sign-in remembers. */
export interface SignIn {
  apps: Map<string, OauthApp>;
  codes: Map<string, PendingCode>;
  refreshTokens: Map<string, RefreshToken>;
  /** "login client_id" of people who have said yes before: GitHub does not ask them again. */
  granted: Set<string>;
}

export function createSignIn(): SignIn {
  return { apps: new Map(), codes: new Map(), refreshTokens: new Map(), granted: new Set() };
}

const HOUR_MS = 3_600_000;
const ACCESS_MS = 8 * HOUR_MS;
const REFRESH_MS = 184 * 24 * HOUR_MS;
const CODE_MS = 600_000;
/** GitHub keeps this many tokens per person, app and scopes, and drops the oldest without a word. */
const KEPT_TOKENS = 10;

/** A code for the redirect: single use, ten minutes. */
export function issueCode(world: World, facts: Omit<PendingCode, "expiresAtMs">): string {
  const code = randomBytes(10).toString("hex");
  world.signIn.codes.set(code, { ...facts, expiresAtMs: world.now() + CODE_MS });
  world.signIn.granted.add(`${facts.login} ${facts.clientId}`);
  return code;
}

/** What the token endpoint answers. */
export type IssuedTokens = Record<string, string | number>;

function dropOldest(world: World, app: OauthApp, login: string, scope: string): void {
  const rows = [...world.tokens.values()].filter(
    (token) => token.clientId === app.clientId && token.login === login && token.scopes?.join(",") === scope,
  );
  for (const token of rows.slice(0, Math.max(0, rows.length - KEPT_TOKENS + 1))) world.tokens.delete(token.secret);
}

/** New tokens for a person: `gho_` with scopes, or `ghu_` and `ghr_` that run out. */
export function issueTokens(world: World, app: OauthApp, login: string, scopes: readonly string[]): IssuedTokens {
  const seed = randomBytes(12).toString("hex");
  if (app.kind === "oauth") {
    const scope = scopes.join(",");
    dropOldest(world, app, login, scope);
    const secret = tokenSecret("oauth", seed);
    world.tokens.set(secret, { secret, kind: "oauth", login, scopes, clientId: app.clientId });
    return { access_token: secret, scope, token_type: "bearer" };
  }
  const secret = tokenSecret("user-to-server", seed);
  const refresh = `ghr_${tokenSecret("classic", `${seed}/refresh`).slice(4)}${tokenSecret("classic", `${seed}/more`).slice(4)}`;
  const now = world.now();
  world.tokens.set(secret, {
    secret,
    kind: "user-to-server",
    login,
    clientId: app.clientId,
    expiresAtMs: now + ACCESS_MS,
  });
  world.signIn.refreshTokens.set(refresh, {
    clientId: app.clientId,
    login,
    access: secret,
    expiresAtMs: now + REFRESH_MS,
  });
  return {
    access_token: secret,
    expires_in: ACCESS_MS / 1000,
    refresh_token: refresh,
    refresh_token_expires_in: REFRESH_MS / 1000,
    scope: "",
    token_type: "bearer",
  };
}
