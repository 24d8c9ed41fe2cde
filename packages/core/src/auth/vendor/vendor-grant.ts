import type { Identity } from "../../connector/index.ts";

/** What the vault keeps of one vendor account. Never logged, never in a URL, never in a page. */
export interface VendorSecret {
  access: string;
  /** Of the app itself, where the sign-in brought one. */
  companion?: string;
  /** What renews `companion`; undefined when it never ends. */
  companionRefresh?: string;
  refresh?: string;
  /** When `access` ends; undefined when it does not, or the vendor does not say. */
  expiresAtMs?: number;
  /** When `refresh` ends. */
  refreshExpiresAtMs?: number;
  /** As granted; undefined when the vendor does not say. */
  scopes?: readonly string[];
  /** Where the sign-in came back to: some vendors want to see it again on a refresh. */
  redirectUri?: string;
}

/** A sign-in at the vendor that succeeded: whose account it is, and the secret that proves it. */
export interface VendorGrant {
  /** `token`: pasted by a person. It proves possession of that token, not a sign-in. */
  kind: "oauth" | "token";
  identity: Identity;
  secret: VendorSecret;
}
