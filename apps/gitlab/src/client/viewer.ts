import type { GitlabClient } from "./gitlab-client.ts";
import { GitlabHttpError } from "./http-error.ts";
import { one } from "./one.ts";
import { parseJson } from "./parse-json.ts";

/** Who a token belongs to, and what GitLab says of it. */
export interface Viewer {
  id: number;
  username: string;
  name: string | undefined;
  bot: boolean;
  /** Undefined where the token may not ask. */
  scopes: string[] | undefined;
  /** ISO 8601; undefined where the token does not end. */
  expiresAt: string | undefined;
  /** In GitLab's words. */
  kind: string;
}

interface User {
  id: number;
  username: string;
  name?: string | null;
  bot?: boolean | null;
}

interface TokenFacts {
  scopes: string[] | undefined;
  expiresAt: string | undefined;
}

/**
 * Reads the signed-in account and its token.
 *
 * @param kind What the credential looks like: an OAuth token is asked about elsewhere than an access token.
 */
export async function readViewer(client: GitlabClient, kind: string): Promise<Viewer> {
  const [user, token] = await Promise.all([
    one<User>(client.users.showCurrentUser()),
    kind === "oauth" ? readOauthToken(client) : readAccessToken(client),
  ]);
  return {
    id: user.id,
    username: user.username,
    name: user.name ?? undefined,
    bot: user.bot === true,
    kind: kindOf(user, kind),
    ...token,
  };
}

/** Tokens of projects and groups act as bots, whose names say which. A service account is a bot with tokens like a person's. */
function kindOf({ username, bot }: User, kind: string): string {
  if (kind === "oauth") return kind;
  const owner = bot === true ? /^(project|group)_\d+_bot/.exec(username)?.[1] : undefined;
  return owner === undefined ? "personal_access_token" : `${owner}_access_token`;
}

async function readAccessToken(client: GitlabClient): Promise<TokenFacts> {
  try {
    const facts = await one<{ scopes?: string[] | null; expires_at?: string | null }>(client.tokens.show());
    return { scopes: facts.scopes ?? undefined, expiresAt: facts.expires_at ?? undefined };
  } catch (error) {
    // A token of another kind, or an instance that does not tell.
    if (error instanceof GitlabHttpError && error.status !== 429) return { scopes: undefined, expiresAt: undefined };
    throw error;
  }
}

/** `/oauth/token/info` stands beside the API, not in it. */
async function readOauthToken({ webUrl, fetch }: GitlabClient): Promise<TokenFacts> {
  const response = await fetch(`${webUrl}/oauth/token/info`, { headers: { accept: "application/json" } });
  if (!response.ok) return { scopes: undefined, expiresAt: undefined };
  const facts = parseJson(await response.text()) as { scope?: string[] | null; expires_in?: number | null };
  const endMs = typeof facts.expires_in === "number" ? Date.now() + facts.expires_in * 1000 : undefined;
  return {
    scopes: facts.scope ?? undefined,
    expiresAt: endMs === undefined ? undefined : new Date(endMs).toISOString(),
  };
}
