import { createHmac } from "node:crypto";
import { LRUCache } from "lru-cache";
import { createLanes, type LaneOptions, type Lanes } from "./lanes.ts";
import type { Blocks } from "./quota.ts";

/** What this process remembers about one credential. */
export interface CredentialState {
  /** Begins each cache key; changes when the credential is invalidated. */
  partition: string;
  /** Entries read before this mark are no longer fresh: a write came after them. */
  freshFrom: number;
  readonly lanes: Lanes;
  readonly blocks: Blocks;
}

export interface CredentialStates {
  of(credentialId: string): CredentialState;
  /** Gives the credential a new partition and returns the old one. */
  invalidate(credentialId: string): string | undefined;
}

const maxCredentials = 10_000;

/**
 * The partition is HMAC-SHA256(cacheKey, epoch + credential id): a store that leaks shows neither ids nor whose an entry
 * is. Epochs are never used twice in a process, so that a state evicted and made anew cannot reach old entries.
 */
export function createCredentialStates(cacheKey: Buffer, lanes: LaneOptions): CredentialStates {
  const states = new LRUCache<string, CredentialState>({ max: maxCredentials });
  let epoch = 0;
  const newPartition = (credentialId: string) => {
    epoch += 1;
    return createHmac("sha256", cacheKey).update(`${epoch}|${credentialId}`).digest("base64url");
  };
  return {
    of(credentialId) {
      const known = states.get(credentialId);
      if (known) return known;
      const state = {
        partition: newPartition(credentialId),
        freshFrom: 0,
        lanes: createLanes(lanes),
        blocks: new Map(),
      };
      states.set(credentialId, state);
      return state;
    },
    invalidate(credentialId) {
      const state = states.get(credentialId);
      if (!state) return undefined;
      const old = state.partition;
      state.partition = newPartition(credentialId);
      return old;
    },
  };
}
