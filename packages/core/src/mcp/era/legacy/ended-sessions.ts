import { lru, type Store } from "../../../store/index.ts";

const MAX_KNOWN = 100_000;

/** The sessions that their clients have ended: nobody may use them again, on any replica. */
export interface EndedSessions {
  add(nonce: string): Promise<void>;
  has(nonce: string): Promise<boolean>;
}

/**
 * @param ttlMs How long a session could have lived.
 * @param reportError Told when the store fails: an ended session may then be used again by its owner, and nothing breaks.
 */
export function createEndedSessions(store: Store, ttlMs: number, reportError: (error: unknown) => void): EndedSessions {
  const known = lru<true>(MAX_KNOWN, { ttlMs });
  const keyOf = (nonce: string) => `ended-session/${nonce}`;
  return {
    async add(nonce) {
      known.set(nonce, true);
      await store.set(keyOf(nonce), true, ttlMs).catch(reportError);
    },
    async has(nonce) {
      if (known.has(nonce)) return true;
      const ended = await store.get(keyOf(nonce)).catch(reportError);
      return ended === true;
    },
  };
}
