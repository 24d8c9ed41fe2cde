import type { VendorSecret } from "../vendor/index.ts";

/** Whose secret it is. It is part of what is encrypted: a row that is moved to another owner does not open. */
export interface SecretOwner {
  readonly tenant: string;
  readonly subject: string;
  readonly connector: string;
  /** The connection's id. */
  readonly id: string;
}

/** Keeps vendor secrets, each under a key of its own that a key of the ring has wrapped. */
export interface Vault {
  /** @throws StoreError and the like when it cannot be written: the secret is then not kept. */
  put(owner: SecretOwner, secret: VendorSecret): Promise<void>;
  /** @returns undefined when there is none. @throws VaultError when there is one that does not open. */
  get(owner: SecretOwner): Promise<VendorSecret | undefined>;
  delete(owner: SecretOwner): Promise<void>;
  /** Wraps every record's key with the ring's current key; the secrets themselves are not touched. */
  rewrap(): Promise<{ rewrapped: number; current: number; failed: number }>;
}
