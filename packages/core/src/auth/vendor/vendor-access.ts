import type { Identity, TokenForm } from "../../connector/index.ts";
import type { VendorGrant, VendorSecret } from "./vendor-grant.ts";

/** Sign-in at the vendor's own page. */
export interface VendorSignIn {
  /**
   * The URL to send the browser to. Keep `verifier` (PKCE; undefined for vendors without) with the `state` record.
   *
   * @throws VendorError
   */
  begin: (options: {
    redirectUri: string;
    scopes: readonly string[];
    state: string;
  }) => Promise<{ url: string; verifier: string | undefined }>;
  /**
   * Redeems what the vendor's redirect brought. Call it after the state record and the browser's cookie have been checked:
   * `query` is the callback's, `code` or `error`.
   *
   * @throws VendorError
   */
  finish(options: {
    query: { code?: string | undefined; error?: string | undefined };
    verifier: string | undefined;
    redirectUri: string;
  }): Promise<VendorGrant>;
}

/** Sign-in with a pasted token. */
export interface TokenSignIn {
  readonly forms: readonly TokenForm[];
  /** Asks the vendor whose token it is; nothing is stored. @throws VendorError */
  verify: (token: string) => Promise<VendorGrant>;
}

/** Everything that is done with one connector's vendor on behalf of a person's account. */
export interface VendorAccess {
  readonly connector: string;
  /** Undefined where the operator has registered no app. */
  readonly signIn: VendorSignIn | undefined;
  /** Undefined where the vendor has no tokens to paste. */
  readonly tokens: TokenSignIn | undefined;
  /** Milliseconds before its end that an access token is to be renewed. */
  readonly skewMs: number;
  /** The vendor's page of connected apps. */
  readonly manageUrl: string | undefined;
  /** What a credential is, in the vendor's words. */
  kindOf(grantKind: VendorGrant["kind"], access: string): string;
  /** Asks the vendor whose account it is. @throws VendorError */
  identify(grantKind: VendorGrant["kind"], secret: VendorSecret): Promise<Identity>;
  /** @throws VendorError `ended` when the person must sign in again, `unreachable` when it may work later. */
  refresh(secret: VendorSecret): Promise<VendorSecret>;
  /** Ends a token at the vendor. @returns false when the vendor has no way to, or did not do it. */
  revoke(secret: VendorSecret): Promise<boolean>;
}
