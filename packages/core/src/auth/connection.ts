import type { Credential, Identity } from "../connector/index.ts";
import type { Principal } from "./principal.ts";

/** One vendor account that a principal works with. Only the way out asks for its credential. */
export interface Connection {
  /** Stable and opaque: keys of caches and quotas begin with it. */
  id: string;
  connector: string;
  /** The name in `/mcp/@{profile}`; undefined for the only or default one. */
  profile: string | undefined;
  /** @throws AuthChallenge when the person must sign in again. */
  credential(): Promise<Credential>;
  /** Whose account it is. Asked once; undefined while the vendor cannot be reached. */
  identity(): Promise<Identity | undefined>;
  /** True when a further sign-in can bring more scopes: then nothing is hidden for want of them. */
  canStepUp?: boolean;
}

/** The seam between HTTP and everybody else: DESIGN §3 "bearer → principal and connection". */
export interface Authenticator {
  /** @throws AuthChallenge when the request carries no valid token for this resource. */
  authenticate(request: {
    headers: Readonly<Record<string, string | string[] | undefined>>;
    /** The MCP URL, as settings build it. */
    resource: string;
    /** Path and query, as sent. */
    url?: string;
  }): Promise<Principal>;
  /**
   * @returns undefined when the principal has no such connection.
   * @throws AuthChallenge when it had one that has ended.
   */
  connect(principal: Principal, profile: string | undefined): Promise<Connection | undefined>;
  /**
   * Hears that sign-ins have ended, on whatever replica. The listener gets what tells of a principal whether its has.
   */
  onEnded?(listener: (hasEnded: (principal: Principal) => Promise<boolean>) => void): void;
  /** What `admit` needs to let a principal work later, without its request: JSON, and no secret. */
  ticketOf?(principal: Principal): unknown;
  /** Makes a principal that came in before known to `connect`, after a restart or on another replica. */
  admit?(principal: Principal, ticket: unknown): void;
  /**
   * Checks the scopes of one operation, all at once. Without it, whoever is let in may do everything.
   *
   * @throws AuthChallenge 403 that names all that are needed.
   */
  requireScopes?(principal: Principal, scopes: readonly string[]): Promise<void>;
}
