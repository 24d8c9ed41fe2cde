import OAuth2Strategy, { type StateStore, type VerifyCallback } from "passport-oauth2";
import type { OAuthApp } from "../../connector/index.ts";
import type { RequestToken } from "./request-token.ts";
import type { VendorSecret } from "./vendor-grant.ts";

/** What one run of the strategy reads and leaves behind, in place of a request and a session. */
export interface VendorFlow {
  query: { code?: string | undefined; error?: string | undefined; state?: string | undefined };
  state: string;
  verifier: string | undefined;
}

/**
 * passport's OAuth 2.0 strategy, told everything by the vendor's declaration. It brings the authorize URL and PKCE; its token
 * request is replaced, because it knows neither time limits nor vendors' dialects.
 */
export class VendorStrategy extends OAuth2Strategy {
  readonly app: OAuthApp;

  constructor(app: OAuthApp, requestToken: RequestToken) {
    super(
      {
        authorizationURL: app.authorizeUrl,
        tokenURL: app.tokenUrl,
        clientID: app.clientId,
        clientSecret: app.clientSecret,
        pkce: app.pkce,
        store: flowStore as unknown as StateStore,
        skipUserProfile: true,
      },
      // Five parameters: passport counts them, and hands the whole answer to whoever takes so many.
      (_access: string, _refresh: string, secret: VendorSecret, _profile: unknown, done: VerifyCallback) =>
        done(null, secret),
    );
    this.app = app;
    // oxlint-disable-next-line no-underscore-dangle -- the place that passport-oauth2 offers to subclasses
    Object.assign(this._oauth2, { getOAuthAccessToken: tokenCallback(requestToken) });
  }

  /** Scopes go in here rather than through the base: their parameter and separator are the vendor's. */
  override authorizationParams({ scopes }: { scopes: readonly string[] }): Record<string, string> {
    const { authorizeParameters, scopeParameter = "scope", scopeSeparator = " " } = this.app;
    return {
      ...authorizeParameters,
      ...(scopeParameter !== "none" && scopes.length > 0 && { [scopeParameter]: scopes.join(scopeSeparator) }),
    };
  }
}

/**
 * The flow is its own store. State and browser have been checked before `verify` is asked. Its answer is the PKCE verifier;
 * without PKCE it must be `true`, or passport takes the sign-in for a failed one.
 */
const flowStore = {
  // Five and four parameters: passport-oauth2 counts them to know what to pass.
  store(flow: VendorFlow, verifier: string | undefined, _state: unknown, _meta: unknown, done: Done) {
    flow.verifier = verifier;
    done(null, flow.state);
  },
  verify(flow: VendorFlow, state: string, _meta: unknown, done: Done) {
    done(null, flow.verifier ?? true, state);
  },
};

type Done = (error: Error | null, result: unknown, state?: string) => void;

/** `RequestToken` in the shape of the `oauth` package's method. */
function tokenCallback(requestToken: RequestToken) {
  return (
    code: string,
    parameters: Record<string, string>,
    settle: (error: unknown, access?: string, refresh?: string, secret?: VendorSecret) => void,
  ): void => {
    requestToken("exchange", { ...parameters, code }).then(
      (secret) => settle(null, secret.access, secret.refresh, secret),
      (error: unknown) => settle(error),
    );
  };
}
