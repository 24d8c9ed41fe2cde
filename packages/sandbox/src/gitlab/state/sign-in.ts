import { randomBytes } from "node:crypto";
import type { Token } from "./token.ts";
import type { World } from "./world.ts";

/** An application that an operator registered. */
export interface OauthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Where it may be called back; empty: any address on loopback. */
  readonly callbackUrls: readonly string[];
}

interface PendingCode {
  readonly clientId: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresAtMs: number;
}

interface RefreshRow {
  readonly clientId: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly access: string;
}

export interface SignInStore {
  readonly apps: Map<string, OauthApp>;
  readonly codes: Map<string, PendingCode>;
  readonly refreshTokens: Map<string, RefreshRow>;
  /** For how long the next access tokens live, in seconds. */
  accessS: number;
}

export function createSignIn(): SignInStore {
  return { apps: new Map(), codes: new Map(), refreshTokens: new Map(), accessS: ACCESS_S };
}

/** GitLab's own lifetimes. */
const CODE_MS = 10 * 60_000;
const ACCESS_S = 7_200;

const secret = () => randomBytes(32).toString("hex");

export function issueCode(world: World, facts: Omit<PendingCode, "expiresAtMs">): string {
  const code = secret();
  world.signIn.codes.set(code, { ...facts, expiresAtMs: world.now() + CODE_MS });
  return code;
}

/** A new pair of tokens, as the token endpoint answers it. */
export function issueTokens(world: World, facts: Omit<RefreshRow, "access">): Record<string, unknown> {
  const { accessS } = world.signIn;
  const access = secret();
  const refresh = secret();
  const token: Token = {
    id: world.nextId(),
    secret: access,
    kind: "oauth",
    name: facts.clientId,
    username: facts.username,
    scopes: facts.scopes,
    expiresAtMs: world.now() + accessS * 1000,
    clientId: facts.clientId,
  };
  world.tokens.set(access, token);
  world.signIn.refreshTokens.set(refresh, { ...facts, access });
  return {
    access_token: access,
    token_type: "Bearer",
    expires_in: accessS,
    refresh_token: refresh,
    scope: facts.scopes.join(" "),
    created_at: Math.floor(world.now() / 1000),
  };
}
