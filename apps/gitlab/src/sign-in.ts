import type { OAuthApp, SignIn, TokenForm } from "@fairlead/core";
import { editionOf, type Edition } from "./edition.ts";
import type { GitlabSettings } from "./settings.ts";
import { tokenKind } from "./token-kind.ts";

/** Access tokens live for two hours; five minutes early, no call meets one that has just ended. */
const SKEW_MS = 300_000;

/** Runner, deploy, job and application secrets: they look alike and are no access tokens. */
const OTHER_SECRETS = ["glrt-", "gldt-", "glcbt-", "gloas-"];

/**
 * How people sign in at GitLab: with an access token, or an application that the operator registered.
 *
 * @throws TypeError when only half of an application is configured.
 */
export function signIn(settings: GitlabSettings): SignIn {
  const edition = editionOf(settings.url);
  return {
    oauth: appOf(settings, edition),
    tokens: tokenForms(edition),
    kindOf: tokenKind,
    caFile: settings.caFile,
    manageUrl: `${edition.webUrl}/-/user_settings/applications`,
  };
}

function appOf({ clientId, clientSecret, rootNamespaceId }: GitlabSettings, { webUrl }: Edition): OAuthApp | undefined {
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new TypeError("GITLAB_CLIENT_ID and GITLAB_CLIENT_SECRET belong together: one of them is missing.");
  }
  return {
    clientId,
    clientSecret,
    authorizeUrl: authorizeUrlOf(webUrl, rootNamespaceId),
    tokenUrl: `${webUrl}/oauth/token`,
    pkce: true,
    clientAuth: "body",
    // A refresh ends both old tokens at once, and GitLab wants the redirect URI again.
    refresh: { skewMs: SKEW_MS, sendRedirectUri: true },
    revoke: ({ access }) => ({
      method: "POST",
      url: `${webUrl}/oauth/revoke`,
      form: { client_id: clientId, client_secret: clientSecret, token: access },
    }),
  };
}

/** A group that enforces SAML lets in whoever came through it; GitLab has to be told which group that is. */
function authorizeUrlOf(webUrl: string, rootNamespaceId: string | undefined): string {
  const url = new URL(`${webUrl}/oauth/authorize`);
  if (rootNamespaceId !== undefined) url.searchParams.set("root_namespace_id", rootNamespaceId);
  return url.href;
}

function tokenForms({ webUrl }: Edition): TokenForm[] {
  const create = new URL(`${webUrl}/-/user_settings/personal_access_tokens`);
  create.search = new URLSearchParams({ name: "Fairlead", scopes: "read_api" }).toString();
  return [
    {
      label: "Access token",
      prefixes: [],
      refuses: OTHER_SECRETS,
      createUrl: create.href,
      advice:
        "A personal token acts as you; a project's or group's token acts as a bot of its own. Tick read_api to read, api to change things, too.",
    },
  ];
}
