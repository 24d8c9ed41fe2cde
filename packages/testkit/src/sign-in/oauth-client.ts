import { createHash, randomBytes } from "node:crypto";
import { randomAddress } from "./random-address.ts";
import { landingOf, pageOf, type Browser, type Landed, type Page } from "./browser.ts";

/** Where this client's answers go. Nobody listens there: the browser stops before. */
export const REDIRECT_URI = "http://127.0.0.1:41999/callback";

export interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
  token_type: string;
  expires_in: number;
}

/** One authorization request, and what redeems its code. */
export interface Authorization {
  url: URL;
  verifier: string;
  state: string;
}

/** An OAuth client that does exactly what it is told, right or wrong. */
export interface OAuthClient {
  clientId: string;
  authorization(parameters?: Readonly<Record<string, string | undefined>>): Authorization;
  /** The token endpoint, with this client's id. */
  token(parameters: Readonly<Record<string, string | undefined>>): Promise<Response>;
  /** @param more Parameters in place of the usual ones. */
  redeem(authorization: Authorization, landing: URL, more?: Readonly<Record<string, string>>): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Response>;
  revoke(token: string): Promise<Response>;
}

/**
 * Registers a public client (RFC 7591).
 *
 * @param address where the client says that it is, to a server that trusts its proxy; each is another one unless said.
 */
export async function register(
  issuer: string,
  metadata: Readonly<Record<string, unknown>> = {},
  address = randomAddress(),
): Promise<{ response: Response; body: Record<string, unknown> }> {
  const response = await fetch(`${issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({
      client_name: "Test client",
      redirect_uris: [REDIRECT_URI],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      ...metadata,
    }),
  });
  return { response, body: (await response.json()) as Record<string, unknown> };
}

/** A client of this issuer for one resource; registers itself unless it has an id. */
export async function createOAuthClient(
  issuer: string,
  resource: string,
  options: { clientId?: string; redirectUri?: string; metadata?: Readonly<Record<string, unknown>> } = {},
): Promise<OAuthClient> {
  const { redirectUri = REDIRECT_URI } = options;
  const clientId =
    options.clientId ??
    String((await register(issuer, { redirect_uris: [redirectUri], ...options.metadata })).body["client_id"]);

  const post = (path: string, parameters: Readonly<Record<string, string | undefined>>) =>
    fetch(`${issuer}${path}`, { method: "POST", body: form({ client_id: clientId, ...parameters }) });
  const token: OAuthClient["token"] = (parameters) => post("/token", parameters);

  return {
    clientId,
    authorization(parameters = {}) {
      const verifier = randomBytes(32).toString("base64url");
      const state = randomBytes(16).toString("base64url");
      const url = new URL(`${issuer}/authorize`);
      url.search = form({
        client_id: clientId,
        response_type: "code",
        redirect_uri: redirectUri,
        resource,
        state,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
        ...parameters,
      }).toString();
      return { url, verifier, state };
    },
    token,
    async redeem({ verifier }, landing, more = {}) {
      const code = landing.searchParams.get("code") ?? undefined;
      const response = await token({
        grant_type: "authorization_code",
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
        resource,
        ...more,
      });
      if (!response.ok) throw new Error(`The code was refused: ${await response.text()} (${landing.href})`);
      return (await response.json()) as Tokens;
    },
    refresh: (refreshToken) => token({ grant_type: "refresh_token", refresh_token: refreshToken }),
    revoke: (revoked) => post("/revoke", { token: revoked }),
  };
}

/** Clicks through consent and the vendor's page as `login`. @returns where the browser lands with the code. */
export async function signIn(browser: Browser, { url }: Pick<Authorization, "url">, login: string): Promise<URL> {
  return landingOf(await browser.press(await toVendor(browser, url), login));
}

/** As far as the vendor's own page. */
export async function toVendor(browser: Browser, url: URL): Promise<Page | Landed> {
  return browser.press(pageOf(await browser.visit(url)), "oauth");
}

/** Pastes a token instead. */
export async function pasteToken(browser: Browser, url: URL, token: string): Promise<Page | Landed> {
  const asking = await browser.press(pageOf(await browser.visit(url)), "token");
  return browser.press(asking, "connect", { token });
}

function form(parameters: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(given);
}
