/** One vendor account that a principal has connected. Holds no secret: listing never touches the vault. */
export interface ConnectionRecord {
  /** Stable and opaque. */
  readonly id: string;
  readonly tenant: string;
  readonly subject: string;
  readonly connector: string;
  /** The name in `/mcp/@{profile}`. */
  readonly profile: string | undefined;
  /** The vendor identity's subject; the principal's own, unless somebody else signs people in. */
  readonly account: string;
  /** What the person calls it; the vendor's login at first. */
  readonly label: string;
  readonly login: string;
  readonly name: string | undefined;
  /** Where the account lives. */
  readonly host: string;
  readonly authKind: "oauth" | "token";
  /** In the vendor's words. */
  readonly credentialKind: string;
  /** As the vendor granted them; undefined when it does not say. */
  readonly scopes: readonly string[] | undefined;
  /** `reauthorize`: the vendor has ended it, the person must sign in again. */
  readonly status: "active" | "reauthorize";
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
  /** When a credential ends that nothing can renew. */
  readonly expiresAtMs: number | undefined;
}

/** One client's access to a connection: an MCP grant. */
export interface ConnectionGrant {
  readonly grantId: string;
  readonly connectionId: string;
  readonly clientId: string;
  readonly clientName: string | undefined;
  readonly createdAtMs: number;
}
