/** How people sign in at a vendor: through an app that the operator registered there, with a pasted token, or either. */
export interface SignIn {
  /** Undefined while the operator has registered no app. */
  oauth?: OAuthApp | undefined;
  /** Tokens that a person can make at the vendor and paste, the recommended kind first. */
  tokens?: readonly TokenForm[];
  /** What a token is in the vendor's words, from how it looks. Default: `oauth` or `token`. */
  kindOf?(token: string): string;
  /** As in `Endpoint`: for the token endpoint. */
  caFile?: string | undefined;
  /** The vendor's page where a person sees and ends what apps may do. */
  manageUrl?: string;
}

/** An app registered at the vendor, and the vendor's dialect of OAuth 2.0. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Whether the vendor takes an S256 challenge (RFC 7636). */
  pkce: boolean;
  /** How the app proves itself at the token endpoint (RFC 6749 §2.3.1). */
  clientAuth: "basic" | "body";
  /** Default: a space. */
  scopeSeparator?: " " | ",";
  /** The parameter that scopes are asked for in; `none` where permissions belong to the app. Default: `scope`. */
  scopeParameter?: "scope" | "user_scope" | "none";
  /** More parameters of the authorize URL: `prompt`, `audience`. */
  authorizeParameters?: Readonly<Record<string, string>>;
  /** Rewrites an answer of the token endpoint into RFC 6749's members, errors too, where the vendor has its own. */
  normalize?(answer: Readonly<Record<string, unknown>>): TokenAnswer;
  /** Undefined for tokens that never end. */
  refresh?: RefreshPolicy;
  /** The request that ends a token at the vendor; undefined where there is none. */
  revoke?(token: { access: string; refresh: string | undefined }): RevokeRequest | undefined;
}

/** RFC 6749 §5.1 and §5.2; `scope` joined as `scopeSeparator` says. */
export interface TokenAnswer {
  access_token?: unknown;
  refresh_token?: unknown;
  /** Seconds. */
  expires_in?: unknown;
  /** Seconds. */
  refresh_token_expires_in?: unknown;
  scope?: unknown;
  /** A second token of the same sign-in, such as the app's own; `expires_in` is of whichever ends first. */
  companion_token?: unknown;
  /** What renews it, apart from the first, at the same endpoint: its answer is then the only token of that answer. */
  companion_refresh_token?: unknown;
  error?: unknown;
  error_description?: unknown;
}

export interface RefreshPolicy {
  /** How long before its end a token is renewed, in milliseconds. Default: 60,000. */
  skewMs?: number;
  /** The vendor checks `redirect_uri` on a refresh, too. */
  sendRedirectUri?: boolean;
  /** Errors that mean "sign in again", beside `invalid_grant`. */
  endedBy?: readonly string[];
}

/** One request that ends a token. The app's id and secret are added as HTTP Basic where `clientAuth` is set. */
export interface RevokeRequest {
  method: "POST" | "DELETE";
  url: string;
  clientAuth?: boolean;
  /** Sent as the bearer of the request. */
  bearer?: string;
  form?: Readonly<Record<string, string>>;
  json?: Readonly<Record<string, unknown>>;
}

/** One kind of token that a person may paste. */
export interface TokenForm {
  /** In the vendor's words: `Personal access token (classic)`. */
  label: string;
  /** What such a token begins with; a token that fits no form is refused unseen. Empty: anything. */
  prefixes: readonly string[];
  /** Beginnings of what looks like one and is another kind of secret. */
  refuses?: readonly string[];
  /** The vendor's page where one is made. */
  createUrl: string;
  /** What to tick there, in one sentence. */
  advice: string;
}
