import { withLock, type Store } from "../../store/index.ts";
import type { Vault } from "../vault/index.ts";
import type { VendorAccess } from "../vendor/index.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { ConnectionRows } from "./connection-rows.ts";
import type { GrantsEnded } from "./connections.ts";

/** What the parts of this folder work with. */
export interface ConnectionHouse {
  store: Store;
  rows: ConnectionRows;
  vault: Vault;
  /** What requests are let in by: rows and secrets, also while the store is away for a moment. Never under a lock. */
  recalled: { rows: Pick<ConnectionRows, "get" | "grant">; vault: Pick<Vault, "get"> };
  vendor: VendorAccess;
  now: () => number;
  /** Takes a failure that somebody has to look at. */
  report: (error: unknown, what: string) => void;
  /** A client goes on with another connection of the same account. */
  moved: (from: string, to: string, by: Pick<ConnectionRecord, "tenant" | "subject">) => Promise<void>;
  /** A connection is no more. */
  ended: (record: ConnectionRecord) => void;
  /** Tells whoever destroys MCP grants. */
  grantsEnded: GrantsEnded;
}

/** Longer than two requests to the token endpoint (10 s each: a companion has its own) and the identity call after them (5 s). */
const LOCK_MS = 30_000;

/** Whatever writes the secret of a connection, or deletes it, does so alone: renewal, sign-in, disconnecting. */
export function alone<Result>(house: ConnectionHouse, id: string, work: () => Promise<Result>): Promise<Result> {
  return withLock(house.store, `lock/${id}`, { ttlMs: LOCK_MS }, work);
}
