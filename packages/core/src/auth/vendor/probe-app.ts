import { createHash, randomBytes } from "node:crypto";
import type { OAuthApp } from "../../connector/index.ts";
import { readLimited } from "./read-limited.ts";
import { createRequestToken } from "./request-token.ts";
import { VendorError, type VendorErrorCode } from "./vendor-error.ts";

const TIMEOUT_MS = 8_000;
const MAX_BYTES = 256 * 1024;

/** How a vendor takes an app, as far as it tells whoever is not signed in. */
export interface ProbedApp {
  /** What its token endpoint says to a code that nobody was given. `refused`: it knows the app. */
  token: { code: VendorErrorCode | "accepted"; vendorCode: string | undefined };
  /** What its authorize page says. */
  authorize: {
    status: number;
    /** Where it sends a browser; undefined for a page. */
    location: string | undefined;
    /** An error in its page or address that names the callback address. */
    refusesCallback: boolean;
    /** The error that it sends back to the callback address. */
    error: string | undefined;
  };
}

/**
 * Asks a vendor about an app without signing anybody in: nothing is made or changed there.
 *
 * @param options.redirectUri the callback address that the app must be registered with
 * @throws what `fetch` throws when the authorize page cannot be reached.
 */
export async function probeApp(options: {
  title: string;
  app: OAuthApp;
  scopes: readonly string[];
  redirectUri: string;
  fetch: typeof globalThis.fetch;
}): Promise<ProbedApp> {
  const { title, app, redirectUri } = options;
  const requestToken = createRequestToken({ title, app, fetch: options.fetch, now: Date.now });
  const [token, authorize] = await Promise.all([
    requestToken("exchange", {
      grant_type: "authorization_code",
      code: `fairlead-doctor-${randomBytes(8).toString("hex")}`,
      redirect_uri: redirectUri,
      code_verifier: app.pkce ? randomBytes(32).toString("base64url") : undefined,
    }).then(
      () => ({ code: "accepted" as const, vendorCode: undefined }),
      (error: unknown) => {
        if (!(error instanceof VendorError)) throw error;
        return { code: error.code, vendorCode: error.vendorCode };
      },
    ),
    askAuthorize(options),
  ]);
  return { token, authorize };
}

async function askAuthorize(options: Parameters<typeof probeApp>[0]): Promise<ProbedApp["authorize"]> {
  const url = authorizeUrl(options);
  const response = await options.fetch(url.href, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  const { status, headers } = response;
  const text = await readLimited(response, MAX_BYTES);
  const location = headers.get("location") ?? undefined;
  const sentTo = location === undefined ? undefined : URL.parse(location, url.href);
  const error = sentTo?.searchParams.get("error") ?? undefined;
  const says = `${error ?? ""} ${sentTo?.searchParams.get("error_description") ?? ""} ${status >= 400 ? text : ""}`;
  return { status, location: sentTo?.href, error, refusesCallback: /redirect[ _-]?ur[il]|callback ur[il]/i.test(says) };
}

function authorizeUrl({ app, scopes, redirectUri }: Parameters<typeof probeApp>[0]): URL {
  const { authorizeParameters = {}, scopeParameter = "scope", scopeSeparator = " " } = app;
  const url = new URL(app.authorizeUrl);
  const asked: Record<string, string> = {
    ...authorizeParameters,
    response_type: "code",
    client_id: app.clientId,
    redirect_uri: redirectUri,
    state: randomBytes(16).toString("base64url"),
    ...(scopeParameter !== "none" && { [scopeParameter]: scopes.join(scopeSeparator) }),
    ...(app.pkce && {
      code_challenge: createHash("sha256").update(randomBytes(32)).digest("base64url"),
      code_challenge_method: "S256",
    }),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url;
}
