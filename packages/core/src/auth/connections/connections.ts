import type { Credential } from "../../connector/index.ts";
import type { AuthChallenge } from "../auth-challenge.ts";
import type { VendorGrant } from "../vendor/index.ts";
import type { ConnectionGrant, ConnectionRecord } from "./connection-record.ts";

/** Whose connections: the subject is the vendor identity's. */
export interface ConnectionHolder {
  readonly tenant: string;
  readonly subject: string;
}

/** Told of MCP grants that must end because their connection has. */
export type GrantsEnded = (grants: readonly ConnectionGrant[], reason: "revoked" | "reauthorize") => Promise<void>;

/** The vendor accounts of one connector's principals. */
export interface Connections {
  /**
   * Keeps a vendor sign-in for one MCP grant. Sign-ins with the same account, profile and scopes through the vendor's app
   * share one connection (GitHub drops the oldest of ten tokens); a pasted token is shared with nobody but itself.
   *
   * @param options.grantId the oidc grant that the client works under; without it (service accounts, an external
   *   authorization server) the connection belongs to the principal alone.
   */
  save(options: {
    principal: ConnectionHolder;
    grant: VendorGrant;
    profile: string | undefined;
    client?: { grantId: string; clientId: string; clientName: string | undefined };
  }): Promise<ConnectionRecord>;
  list(principal: ConnectionHolder): Promise<readonly (ConnectionRecord & { grants: readonly ConnectionGrant[] })[]>;
  /**
   * What a bearer works with: the connection that its grant was given for. A principal's other connections, which may be
   * allowed more, are not reachable through it.
   */
  ofGrant(principal: ConnectionHolder, grantId: string): Promise<ConnectionRecord | undefined>;
  /** The latest connection of a profile, for principals that have no grant of ours (external authorization server). */
  find(principal: ConnectionHolder, profile: string | undefined): Promise<ConnectionRecord | undefined>;
  /** @returns undefined when the principal has no such connection. */
  rename(principal: ConnectionHolder, id: string, label: string): Promise<ConnectionRecord | undefined>;
  /**
   * Disconnects: deletes the secret, ends the MCP grants, ends the token at the vendor unless another connection still
   * works with the same one.
   *
   * @returns undefined when the principal has no such connection; else whether the vendor has ended the token, too.
   */
  revoke(principal: ConnectionHolder, id: string): Promise<{ endedAtVendor: boolean } | undefined>;
  /**
   * Signs one client out, as its owner wants it. The last one takes the connection along, as `revoke` does.
   *
   * @returns undefined when the principal has no such connection, or nobody such works with it.
   */
  signOut(principal: ConnectionHolder, id: string, grantId: string): Promise<{ connectionEnded: boolean } | undefined>;
  /**
   * The vendor says that it has ended what an account granted to our app. Such word can be late, so each connection's
   * credential is tried: those that it no longer takes must be signed in anew. Pasted tokens are what they were.
   *
   * @returns how many have ended.
   * @throws VendorError while the vendor does not answer
   */
  accountEnded(holder: ConnectionHolder): Promise<number>;
  /** Of everybody, in the order of their ids: for operators. @param after the last one of the page before. */
  page(after: string | undefined, limit: number): Promise<readonly ConnectionRecord[]>;
  /**
   * Disconnects whoever's connection it is, as `revoke` does: for operators.
   *
   * @param before done first, where there is one: what it throws keeps the connection.
   * @returns it as it was, if it was there.
   */
  end(id: string, before: (record: ConnectionRecord) => Promise<void>): Promise<ConnectionRecord | undefined>;
  /** An MCP grant has ended; the last one takes its connection along, as `revoke` does. */
  grantEnded(grantId: string): Promise<void>;
  /**
   * Ends connections whose MCP grants have all expired, which nobody is told of. To be called now and then.
   *
   * @returns how many grants were gone.
   */
  prune(isLive: (grantId: string) => Promise<boolean>): Promise<number>;
  /** Registers who destroys MCP grants. */
  onGrantsEnded(listener: GrantsEnded): void;
  /**
   * The credential to call the vendor with, renewed where it must be: once, however many callers and processes ask.
   *
   * @param options.refused a token that the vendor has just answered 401 to, although it should be valid
   * @param options.challenge makes the challenge to throw when the person must sign in again
   * @throws AuthChallenge when the person must sign in again
   * @throws ToolError upstream_unavailable when the vendor cannot renew it now
   */
  credential(
    record: ConnectionRecord,
    options?: { refused?: string; challenge?: () => AuthChallenge },
  ): Promise<Credential>;
}
