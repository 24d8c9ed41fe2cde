import type { GithubClient } from "../github-client.ts";

/** Who a token belongs to, and what GitHub says of it in headers. */
export interface Viewer {
  id: number;
  login: string;
  name: string | undefined;
  /** Undefined for kinds of token that name no scopes. */
  scopes: string[] | undefined;
  /** ISO 8601; undefined where the token does not end. */
  expiresAt: string | undefined;
}

/** Reads the signed-in account. */
export async function readViewer(client: GithubClient): Promise<Viewer> {
  const { data, headers } = await client.rest.users.getAuthenticated();
  return {
    id: data.id,
    login: data.login,
    name: data.name ?? undefined,
    scopes: scopesOf(headers["x-oauth-scopes"]),
    expiresAt: timeOf(headers["github-authentication-token-expiration"]),
  };
}

function scopesOf(header: unknown): string[] | undefined {
  if (typeof header !== "string") return undefined;
  return header
    .split(",")
    .map((scope) => scope.trim())
    .filter((scope) => scope !== "");
}

/** GitHub writes `2026-11-30 08:00:00 UTC` here, or an offset such as `+0200` in place of the zone's name. */
function timeOf(header: unknown): string | undefined {
  if (typeof header !== "string") return undefined;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : new Date(atMs).toISOString();
}
