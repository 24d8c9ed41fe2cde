import type { Store } from "../store/index.ts";
import type { UsageRule } from "./usage-rule.ts";
import { withOwnStore } from "./with-own-store.ts";

const PER_MS = { minute: 60_000, day: 86_400_000 } as const;

/** A limit that is used up, and the milliseconds until it begins anew. */
export interface UsedUp {
  limit: UsageRule;
  waitMs: number;
}

/** Counts what each connection calls. */
export interface UsageCounter {
  /**
   * Counts one call of a tool against all limits that are about it; `*` alone for what is no tool.
   *
   * @returns the limit that lets no more of them through; nothing was counted then.
   */
  take(connectionId: string, tool: string, limits: readonly UsageRule[]): Promise<UsedUp | undefined>;
}

export interface UsageCounterOptions {
  /** Shared by the replicas; may be lost. */
  minutes: Store;
  /** Shared by the replicas, and still there after a restart. */
  days: Store;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Minutes and days are those of the clock (UTC), the same on every replica. Without its stores, each counts by itself. */
export function createUsageCounter({ minutes, days, now = Date.now }: UsageCounterOptions): UsageCounter {
  const placeOf = (connectionId: string, { tool, per }: UsageRule) => {
    const window = Math.floor(now() / PER_MS[per]);
    return {
      store: per === "minute" ? minutes : days,
      key: `usage/${connectionId}/${tool}/${per}/${window}`,
      leftMs: (window + 1) * PER_MS[per] - now(),
    };
  };
  const counted = withOwnStore(now);
  const countOf = (connectionId: string, limit: UsageRule) => {
    const { store, key } = placeOf(connectionId, limit);
    return counted(store, async (at) => Number((await at.get(key)) ?? 0));
  };
  /** @returns false when others have taken the last one meanwhile. */
  const add = (connectionId: string, limit: UsageRule) => {
    const { store, key, leftMs } = placeOf(connectionId, limit);
    return counted(store, async (at) => {
      for (;;) {
        const before = (await at.get(key)) as string | undefined;
        if (before === undefined && (await at.claim(key, leftMs, "1"))) return true;
        if (before === undefined) continue;
        if (Number(before) >= limit.most) return false;
        if (await at.swap(key, before, String(Number(before) + 1))) return true;
      }
    });
  };
  const usedUp = (connectionId: string, limit: UsageRule): UsedUp => ({
    limit,
    waitMs: Math.max(1, placeOf(connectionId, limit).leftMs),
  });

  return {
    async take(connectionId, tool, limits) {
      const about = strictest(limits.filter((limit) => limit.tool === "*" || limit.tool === tool));
      // What one of them refuses must not be counted by another.
      for (const limit of about) {
        if ((await countOf(connectionId, limit)) >= limit.most) return usedUp(connectionId, limit);
      }
      for (const limit of about) if (!(await add(connectionId, limit))) return usedUp(connectionId, limit);
      return undefined;
    },
  };
}

/** Of several limits for the same calls and the same time, the lowest. */
function strictest(limits: readonly UsageRule[]): readonly UsageRule[] {
  if (limits.length < 2) return limits;
  const byKind = new Map<string, UsageRule>();
  for (const limit of limits) {
    const kind = `${limit.tool}/${limit.per}`;
    const known = byKind.get(kind);
    if (known === undefined || limit.most < known.most) byKind.set(kind, limit);
  }
  return [...byKind.values()];
}
