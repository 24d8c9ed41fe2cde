import type { OAuthApp, SignIn, TokenForm } from "@fairlead/core";
import { editionOf, type Edition } from "./edition.ts";
import { baseline } from "./scopes.ts";
import type { GithubSettings } from "./settings.ts";
import { tokenKind } from "./token-kind.ts";

/** GitHub keeps user tokens of an App for 8 hours; five minutes early, no call meets one that has just ended. */
const SKEW_MS = 300_000;

/**
 * How people sign in at GitHub: with a GitHub App, an OAuth App, or a personal access token.
 *
 * @throws TypeError when only half of an app is configured.
 */
export function signIn(settings: GithubSettings): SignIn {
  const edition = editionOf(settings.host);
  return {
    oauth: appOf(settings, edition),
    tokens: tokenForms(edition),
    kindOf: tokenKind,
    manageUrl: `${edition.webUrl}/settings/${settings.appKind === "app" ? "apps/authorizations" : "applications"}`,
  };
}

function appOf({ clientId, clientSecret, appKind, pkce }: GithubSettings, edition: Edition): OAuthApp | undefined {
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new TypeError("GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET belong together: one of them is missing.");
  }
  const isApp = appKind === "app";
  return {
    clientId,
    clientSecret,
    authorizeUrl: `${edition.webUrl}/login/oauth/authorize`,
    tokenUrl: `${edition.webUrl}/login/oauth/access_token`,
    pkce,
    clientAuth: "body",
    // The permissions of a GitHub App are part of its registration.
    scopeParameter: isApp ? "none" : "scope",
    // Without it, a browser that is signed in to one account never gets to choose another.
    authorizeParameters: { prompt: "select_account" },
    ...(isApp && {
      // It answers an empty `scope`, which says nothing about what the token may do.
      normalize: ({ scope: _scope, ...answer }) => answer,
      refresh: { skewMs: SKEW_MS, endedBy: ["bad_refresh_token"] },
    }),
    // …/token, never …/grant: that one ends the tokens of every other client, too.
    revoke: ({ access }) => ({
      method: "DELETE",
      url: `${edition.restUrl}/applications/${encodeURIComponent(clientId)}/token`,
      clientAuth: true,
      json: { access_token: access },
    }),
  };
}

function tokenForms({ webUrl }: Edition): TokenForm[] {
  const classic = new URL(`${webUrl}/settings/tokens/new`);
  classic.search = new URLSearchParams({ scopes: baseline.join(","), description: "Fairlead" }).toString();
  return [
    {
      label: "Fine-grained personal access token",
      prefixes: ["github_pat_"],
      createUrl: `${webUrl}/settings/personal-access-tokens/new`,
      advice:
        "For one owner and the repositories you choose. Give it Contents, Issues, Pull requests and Actions, and Metadata and Commit statuses to read. GitHub shows check runs to no such token.",
    },
    {
      label: "Personal access token (classic)",
      prefixes: ["ghp_"],
      createUrl: classic.href,
      advice: "For everything your account can reach. Tick the rights named below.",
    },
  ];
}
