import type { AdapterPayload } from "oidc-provider";
import type { Store } from "../../store/index.ts";

/** How long a used refresh token may be used again: answers get lost, and clients refresh from several windows at once. */
const GRACE_MS = 30_000;
/** Longer than any grant lives. */
const MARK_TTL_MS = 400 * 24 * 3_600_000;

interface Rotated extends AdapterPayload {
  /** When it was used first, in milliseconds. */
  usedAtMs?: number;
}

/**
 * Rotation that forgives. The provider ends the whole grant when a used refresh token comes back; here it does so only
 * after the grace period, or once a successor has been used, which proves that the client had its answer.
 */
export interface RefreshGrace {
  /** What the provider sees of a record: used, or not. */
  shown(record: Rotated | undefined): Promise<AdapterPayload | undefined>;
  consume(key: string): Promise<void>;
}

export function createRefreshGrace(store: Store, now: () => number): RefreshGrace {
  const markKey = (grantId: string) => `oidc/rotation/${grantId}`;
  /** The latest generation of a grant's refresh tokens that was used. */
  const latestUsed = async (grantId: string) => ((await store.get(markKey(grantId))) as number | undefined) ?? -1;

  async function mark(grantId: string, generation: number): Promise<void> {
    const indexes = [`oidc/RefreshToken/of/${grantId}`];
    for (;;) {
      const known = (await store.get(markKey(grantId))) as number | undefined;
      if (known === undefined) return store.set(markKey(grantId), generation, MARK_TTL_MS, indexes);
      if (known >= generation || (await store.swap(markKey(grantId), known, generation))) return;
    }
  }

  return {
    async shown(record) {
      if (record?.usedAtMs === undefined) return record;
      const { usedAtMs, grantId = "", rotations = 0 } = record;
      const forgiven = now() - usedAtMs < GRACE_MS && (await latestUsed(grantId)) <= rotations;
      return forgiven ? record : { ...record, consumed: Math.floor(usedAtMs / 1000) };
    },
    async consume(key) {
      const record = (await store.get(key)) as Rotated | undefined;
      if (record === undefined) return;
      // The first use counts: later ones do not lengthen the grace.
      if (record.usedAtMs === undefined) await store.swap(key, record, { ...record, usedAtMs: now() });
      await mark(record.grantId ?? "", record.rotations ?? 0);
    },
  };
}
