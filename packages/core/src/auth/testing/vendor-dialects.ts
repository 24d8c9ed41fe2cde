import type { OAuthApp, TokenAnswer } from "../../connector/index.ts";

const APP = { clientId: "an-id", clientSecret: "s&cret:+" };

/** The dialects of OAuth that vendors speak, as far as they differ. */
export function githubApp(url: string): OAuthApp {
  return {
    ...APP,
    authorizeUrl: `${url}/login/oauth/authorize`,
    tokenUrl: `${url}/login/oauth/access_token`,
    pkce: true,
    clientAuth: "body",
    authorizeParameters: { prompt: "select_account" },
    refresh: { skewMs: 300_000, endedBy: ["bad_refresh_token"] },
    revoke: ({ access }) => ({
      method: "DELETE",
      url: `${url}/applications/${APP.clientId}/token`,
      clientAuth: true,
      json: { access_token: access },
    }),
  };
}

export function slackApp(url: string): OAuthApp {
  return {
    ...APP,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    tokenUrl: `${url}/api/oauth.v2.access`,
    pkce: false,
    clientAuth: "basic",
    scopeSeparator: ",",
    scopeParameter: "user_scope",
    normalize: slackAnswer,
    refresh: { endedBy: ["invalid_refresh_token", "token_revoked"] },
    revoke: ({ access }) => ({ method: "POST", url: `${url}/api/auth.revoke`, bearer: access }),
  };
}

/** A user's token is nested and the bot's is not; `ok: false` comes with status 200. */
function slackAnswer({ ok, error, authed_user: user, ...bot }: Readonly<Record<string, unknown>>): TokenAnswer {
  if (ok !== true) return { error };
  return typeof user === "object" && user !== null && "access_token" in user ? user : bot;
}

export function gitlabApp(url: string): OAuthApp {
  return {
    ...APP,
    authorizeUrl: `${url}/oauth/authorize?root_namespace_id=7`,
    tokenUrl: `${url}/oauth/token`,
    pkce: true,
    clientAuth: "body",
    refresh: { sendRedirectUri: true },
  };
}
