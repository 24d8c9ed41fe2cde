import { randomBytes } from "node:crypto";
import type { Token } from "./token.ts";
import type { World } from "./world.ts";

/** An app that people sign in with. */
export interface SlackApp {
  appId: string;
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  name: string;
  /** A redirect address must begin with one of these. */
  callbackUrls: readonly string[];
  /** Whether its tokens rotate: 12 hours, and a refresh token that works once. */
  rotating: boolean;
  /** Installed for a whole organization: the answer names no team. */
  orgWide: boolean;
}

interface PendingCode {
  clientId: string;
  userId: string;
  userScopes: readonly string[];
  botScopes: readonly string[];
  redirectUri: string;
  expiresAtMs: number;
}

interface Refresh {
  clientId: string;
  access: string;
}

export interface SignIn {
  apps: Map<string, SlackApp>;
  codes: Map<string, PendingCode>;
  refreshTokens: Map<string, Refresh>;
  /** `clientId userId kind` → scopes granted so far: they only grow. */
  granted: Map<string, Set<string>>;
}

export function createSignIn(): SignIn {
  return { apps: new Map(), codes: new Map(), refreshTokens: new Map(), granted: new Map() };
}

const CODE_MS = 600_000;

export function issueCode(world: World, facts: Omit<PendingCode, "expiresAtMs">): string {
  const code = `${randomBytes(6).toString("hex")}.${randomBytes(6).toString("hex")}.${randomBytes(32).toString("hex")}`;
  world.signIn.codes.set(code, { ...facts, expiresAtMs: world.now() + CODE_MS });
  return code;
}

/** One token with what the token endpoint says of it. */
export interface Issued {
  access_token: string;
  token_type: "user" | "bot";
  scope: string;
  refresh_token?: string;
  expires_in?: number;
}

/** A new token for a person or the app's bot. Scopes that were granted before stay. */
export function issueToken(
  world: World,
  app: SlackApp,
  kind: Token["kind"],
  userId: string,
  scopes: readonly string[],
): Issued {
  const key = `${app.clientId} ${userId} ${kind}`;
  const all = world.signIn.granted.get(key) ?? new Set<string>();
  for (const scope of scopes) all.add(scope);
  world.signIn.granted.set(key, all);
  const user = world.users.get(userId);
  const letters = randomBytes(16).toString("hex");
  const bare = `${kind === "user" ? "xoxp" : "xoxb"}-1000-2000-${letters}`;
  const secret = app.rotating ? `xoxe.${bare}` : bare;
  world.tokens.set(secret, {
    secret,
    kind,
    userId,
    teamId: user?.teamId ?? "",
    ...(app.orgWide && { enterpriseId: "E0HARBOR01" }),
    scopes: new Set(all),
    clientId: app.clientId,
    ...(app.rotating && { expiresAtMs: world.now() + world.switches.tokenLifetimeS * 1000 }),
  });
  const issued: Issued = { access_token: secret, token_type: kind, scope: [...all].join(",") };
  if (!app.rotating) return issued;
  const refresh = `xoxe-1-${randomBytes(24).toString("hex")}`;
  world.signIn.refreshTokens.set(refresh, { clientId: app.clientId, access: secret });
  return { ...issued, refresh_token: refresh, expires_in: world.switches.tokenLifetimeS };
}
