import type { Store } from "../../store/index.ts";

/** A client that answers a 403 by refreshing does so at once. */
const PENDING_MS = 10_000;

/**
 * Grants whose client has just been told to ask for more. The 1.x SDK, which most installed clients are built on, answers
 * that by refreshing its token, gets the same scopes, and gives up. A refresh in this moment is told `invalid_grant`
 * instead, whereupon the client does what it was told: it sends the person to the consent page, with the scopes named.
 * Nothing is used up or ended by it.
 */
export interface StepUps {
  /** The client of this grant was told. */
  told(grantId: string): Promise<void>;
  isPending(grantId: string): Promise<boolean>;
}

export function createStepUps(store: Store): StepUps {
  const keyOf = (grantId: string) => `oidc/step-up/${grantId}`;
  return {
    told: (grantId) => store.set(keyOf(grantId), true, PENDING_MS),
    isPending: async (grantId) => (await store.get(keyOf(grantId))) !== undefined,
  };
}
