import type { Credential, Identity, OAuthApp, SignIn, ToolError } from "../../connector/index.ts";
import { fetchTrusting } from "../../upstream/index.ts";
import { MESSAGES } from "./classify-answer.ts";
import { createIdentify } from "./create-identify.ts";
import { createRenewal } from "./create-renewal.ts";
import { createRequestToken, type RequestToken } from "./request-token.ts";
import { revokeToken } from "./revoke-token.ts";
import { runStrategy } from "./run-strategy.ts";
import { TokenStrategy } from "./token-strategy.ts";
import type { VendorAccess, VendorSignIn } from "./vendor-access.ts";
import { VendorError } from "./vendor-error.ts";
import type { VendorGrant, VendorSecret } from "./vendor-grant.ts";
import { vendorSignIn } from "./vendor-sign-in.ts";

const DEFAULT_SKEW_MS = 60_000;

export interface VendorAccessOptions {
  connector: string;
  /** The vendor's name, as people read it. */
  title: string;
  signIn: SignIn;
  /** Asks the vendor who a credential belongs to. */
  identify: (credential: Credential) => Promise<Identity>;
  /** The vendor's reading of what `identify` throws. */
  explain: (error: unknown) => ToolError | undefined;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Everything that is done with a vendor on behalf of accounts: sign-in, pasted tokens, renewal, ending. */
export function createVendorAccess(options: VendorAccessOptions): VendorAccess {
  const { connector, title, signIn, fetch = fetchTrusting(signIn.caFile), now = Date.now } = options;
  const { oauth, tokens = [], manageUrl } = signIn;
  const skewMs = oauth?.refresh?.skewMs ?? DEFAULT_SKEW_MS;
  const kindOf = (grantKind: VendorGrant["kind"], access: string) => signIn.kindOf?.(access) ?? grantKind;
  const identify = createIdentify({ title, ask: options.identify, explain: options.explain });
  const whose = (grantKind: VendorGrant["kind"], secret: VendorSecret) =>
    identify({ kind: kindOf(grantKind, secret.access), token: secret.access });
  const requestToken = oauth && createRequestToken({ title, app: oauth, fetch, now });
  const revoke = async (secret: VendorSecret) => oauth !== undefined && revokeToken(oauth, secret, fetch);

  return {
    connector,
    signIn: oauth && requestToken && signInAt({ title, app: oauth, requestToken, whose, revoke }),
    tokens: tokens.length === 0 ? undefined : { forms: tokens, verify: verifier(title, tokens, whose) },
    skewMs,
    manageUrl,
    kindOf,
    identify: whose,
    refresh: createRenewal({ title, app: oauth, requestToken, skewMs, now }),
    revoke,
  };
}

type Whose = (grantKind: VendorGrant["kind"], secret: VendorSecret) => Promise<Identity>;

/** Sign-in at the vendor, ending with the question whose account it was. */
function signInAt(parts: {
  title: string;
  app: OAuthApp;
  requestToken: RequestToken;
  whose: Whose;
  revoke(secret: VendorSecret): Promise<boolean>;
}): VendorSignIn {
  const halves = vendorSignIn(parts.title, parts.app, parts.requestToken);
  return {
    begin: halves.begin,
    async finish(answer) {
      const secret = await halves.exchange(answer);
      try {
        const identity = await parts.whose("oauth", secret);
        return grantOf("oauth", identity, secret);
      } catch (error) {
        // A token that nobody will keep must not stay alive.
        await parts.revoke(secret);
        throw error;
      }
    },
  };
}

function verifier(title: string, forms: NonNullable<SignIn["tokens"]>, whose: Whose) {
  const strategy = new TokenStrategy({
    title,
    forms,
    whoAmI: async (token) => grantOf("token", await whose("token", { access: token }), { access: token }),
  });
  return async (token: string): Promise<VendorGrant> => {
    const outcome = await runStrategy(strategy, { body: { token } });
    if (outcome.kind === "success") return outcome.user as VendorGrant;
    throw new VendorError("refused", MESSAGES.refused(title));
  };
}

/** What the vendor says of a token in its headers counts where the token endpoint said nothing. */
function grantOf(kind: VendorGrant["kind"], identity: Identity, secret: VendorSecret): VendorGrant {
  const endsAtMs = Date.parse(identity.expiresAt ?? "");
  return {
    kind,
    identity,
    secret: {
      ...(identity.scopes !== undefined && { scopes: identity.scopes }),
      ...(!Number.isNaN(endsAtMs) && { expiresAtMs: endsAtMs }),
      ...secret,
    },
  };
}
