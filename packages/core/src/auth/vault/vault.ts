import type { VendorSecret } from "../vendor/index.ts";

/** Whose secret it is. It is part of what is encrypted: a row that is moved to another owner does not open. */
export interface SecretOwner {
  readonly tenant: string;
  readonly subject: string;
  readonly connector: string;
  /** The connection's id. */
  readonly id: string;
}

/** What `rewrap` did with how many records. */
export interface RewrapCounts {
  rewrapped: number;
  /** They were wrapped with the current key already. */
  current: number;
  /** They stay as they were. */
  failed: number;
  /** Ids of keys that the ring lacks and records need. */
  missingKeys: readonly string[];
}

/** Keeps vendor secrets, each under a key of its own that a key of the ring has wrapped. */
export interface Vault {
  /** @throws StoreError and the like when it cannot be written: the secret is then not kept. */
  put(owner: SecretOwner, secret: VendorSecret): Promise<void>;
  /** @returns undefined when there is none. @throws VaultError when there is one that does not open. */
  get(owner: SecretOwner): Promise<VendorSecret | undefined>;
  /** Looks whether up to so many of the records open with the keys of the ring. Changes nothing, shows nothing of them. */
  look(most: number): Promise<{ opened: number; failed: number; missingKeys: readonly string[] }>;
  delete(owner: SecretOwner): Promise<void>;
  /**
   * Wraps every record's key with the ring's current key; the secrets themselves are not touched. Each record changes in one
   * step, so it may be interrupted, repeated, and run while servers work.
   */
  rewrap(): Promise<RewrapCounts>;
}
