import { ToolError, type Identity, type OAuthApp } from "../../connector/index.ts";
import { createVendorAccess, type VendorAccess, type VendorGrant } from "../vendor/index.ts";

/** Where a stand-in of GitHub is, and what we are registered as there. */
export interface GithubPlace {
  url: string;
  app: { clientId: string; clientSecret: string };
  kind: "app" | "oauth";
}

const redirectUri = "http://127.0.0.1:9/callback";

/** GitHub as `apps/github` declares it, as far as the core's tests need it. */
export function githubAccess({ url, app, kind }: GithubPlace, now: () => number = Date.now): VendorAccess {
  const oauth: OAuthApp = {
    ...app,
    authorizeUrl: `${url}/login/oauth/authorize`,
    tokenUrl: `${url}/login/oauth/access_token`,
    pkce: true,
    clientAuth: "body",
    ...(kind === "app" && {
      scopeParameter: "none" as const,
      normalize: ({ scope: _scope, ...answer }: Readonly<Record<string, unknown>>) => answer,
      refresh: { skewMs: 300_000, endedBy: ["bad_refresh_token"] },
    }),
    revoke: ({ access }) => ({
      method: "DELETE",
      url: `${url}/api/v3/applications/${app.clientId}/token`,
      clientAuth: true,
      json: { access_token: access },
    }),
  };
  return createVendorAccess({
    connector: "github",
    title: "GitHub",
    signIn: {
      oauth,
      tokens: [{ label: "Classic", prefixes: ["ghp_"], createUrl: `${url}/settings/tokens/new`, advice: "Tick repo." }],
      kindOf: (token) => token.slice(0, 4),
    },
    identify: ({ kind: credentialKind, token }) => whoAmI(url, credentialKind, token),
    explain: (error) => (error instanceof ToolError ? error : undefined),
    now,
  });
}

/** Asks the stand-in, without the connector's client. */
export async function whoAmI(url: string, kind: string, token: string): Promise<Identity> {
  const response = await fetch(`${url}/api/v3/user`, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 401) throw new ToolError("reauthorize", "signed out");
  if (!response.ok) throw new ToolError("upstream_unavailable", `status ${response.status}`);
  const { id, login } = (await response.json()) as { id: number; login: string };
  const scopes = response.headers.get("x-oauth-scopes")?.split(", ");
  return { subject: `github:stand-in:${id}`, login, host: "stand-in", kind, scopes };
}

/** Signs a person in at the stand-in's page, from our link to the vendor's token. */
export async function signInAs(
  access: VendorAccess,
  login: string,
  scopes: readonly string[] = [],
): Promise<VendorGrant> {
  if (access.signIn === undefined) throw new Error("no app is configured");
  const { url, verifier } = await access.signIn.begin({ redirectUri, scopes, state: "st" });
  const page = await fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams({ choice: login }) });
  const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? undefined;
  return access.signIn.finish({ query: { code }, verifier, redirectUri });
}
