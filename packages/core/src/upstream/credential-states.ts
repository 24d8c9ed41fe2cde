import { createHmac } from "node:crypto";
import { lru } from "../store/index.ts";
import { createLanes, type LaneOptions, type Lanes } from "./lanes.ts";

/** What this process remembers about one credential. */
export interface CredentialState {
  /** What its budgets are kept under: HMAC-SHA256 of its id. */
  readonly name: string;
  readonly lanes: Lanes;
}

export interface CredentialStates {
  of(credentialId: string): CredentialState;
}

const maxCredentials = 10_000;

export function createCredentialStates(key: Buffer, lanes: LaneOptions): CredentialStates {
  const states = lru<CredentialState>(maxCredentials);
  return {
    of(credentialId) {
      const known = states.get(credentialId);
      if (known) return known;
      const name = createHmac("sha256", key).update(`budget|${credentialId}`).digest("base64url");
      const state = { name, lanes: createLanes(lanes) };
      states.set(credentialId, state);
      return state;
    },
  };
}
