import type { OAuthApp, SignIn, TokenAnswer, TokenForm } from "@fairlead/core";
import { editionOf, type Edition } from "./edition.ts";
import { botScopes } from "./scopes.ts";
import type { SlackSettings } from "./settings.ts";
import { tokenKind } from "./token-kind.ts";

/** Rotating tokens live 12 hours; five minutes early, no call meets one that has just ended. */
const SKEW_MS = 300_000;

/**
 * How people sign in at Slack: through the operator's app, or with a pasted user or bot token. Tokens of browsers
 * (`xoxc-`, `xoxd-`) are no tokens of an app, and fit no form here.
 *
 * @throws TypeError when only half of an app is configured.
 */
export function signIn(settings: SlackSettings): SignIn {
  const edition = editionOf(settings.baseUrl);
  return {
    oauth: appOf(settings, edition),
    tokens: tokenForms(edition),
    kindOf: tokenKind,
    manageUrl: `${edition.webUrl}/apps/manage`,
  };
}

function appOf({ clientId, clientSecret, tokens, rotating }: SlackSettings, edition: Edition): OAuthApp | undefined {
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new TypeError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: one of them is missing.");
  }
  return {
    clientId,
    clientSecret,
    authorizeUrl: `${edition.webUrl}/oauth/v2/authorize`,
    tokenUrl: `${edition.apiUrl}oauth.v2.access`,
    // Switched on, PKCE makes the Slack app a public client for good, and its refresh tokens end after 30 days.
    pkce: false,
    clientAuth: "basic",
    scopeSeparator: ",",
    scopeParameter: tokens === "bot" ? "scope" : "user_scope",
    ...(tokens === "user+bot" && { authorizeParameters: { scope: botScopes.join(",") } }),
    normalize: (answer) => answerOf(answer, tokens),
    ...(rotating && {
      refresh: { skewMs: SKEW_MS, endedBy: ["invalid_refresh_token", "token_revoked", "token_expired"] },
    }),
    revoke: ({ access }) => ({ method: "POST", url: `${edition.apiUrl}auth.revoke`, bearer: access }),
  };
}

/**
 * Slack's answer in RFC 6749's members. A user's token is nested, and the only one of a user-only install; a bot's is at
 * the top, and so are both on a refresh. What failed comes with status 200 and `ok: false`.
 */
function answerOf(answer: Readonly<Record<string, unknown>>, tokens: SlackSettings["tokens"]): TokenAnswer {
  const { ok, error, authed_user: user, ...top } = answer;
  if (ok !== true) return { error: error ?? "unknown_error" };
  const nested =
    typeof user === "object" && user !== null && "access_token" in user ? (user as TokenAnswer) : undefined;
  if (tokens === "bot" || nested === undefined) return top;
  return tokens === "user+bot" ? { ...nested, ...companionIn(top, nested) } : nested;
}

/** The app's own token, which stands at the top beside the person's. Where tokens rotate, each has its own refresh token. */
function companionIn(top: Readonly<Record<string, unknown>>, { expires_in: endsS }: TokenAnswer): TokenAnswer {
  const { access_token: token, refresh_token: refresh, expires_in: appsEndS } = top;
  if (token === undefined) return {};
  const ends = [endsS, appsEndS].filter((end) => typeof end === "number");
  return {
    companion_token: token,
    companion_refresh_token: refresh,
    ...(ends.length > 0 && { expires_in: Math.min(...ends) }),
  };
}

function tokenForms({ webUrl }: Edition): TokenForm[] {
  const createUrl = webUrl === "https://slack.com" ? "https://api.slack.com/apps" : `${webUrl}/apps`;
  return [
    {
      label: "User token",
      prefixes: ["xoxp-", "xoxe.xoxp-"],
      createUrl,
      advice:
        "Install your own app to the workspace and copy its User OAuth Token. One that rotates ends after 12 hours.",
    },
    {
      label: "Bot token",
      prefixes: ["xoxb-", "xoxe.xoxb-"],
      createUrl,
      advice: "Acts as the app: it sees the channels it was invited to, and cannot search.",
    },
  ];
}
