import { hkdfSync } from "node:crypto";
import { createCache, type Cache } from "./cache/index.ts";
import type { Settings } from "./config/index.ts";
import { createAdmission } from "./mcp/index.ts";
import type { Metrics } from "./observe/index.ts";
import { guardRedis, memoryRateLimit, sharedRateLimit, type RateLimit, type State } from "./store/index.ts";
import { memoryBudgets, redisBudgets, tellingBudgets, type Budgets } from "./upstream/index.ts";

/** Addresses are counted over ten seconds: long enough for a burst, short enough to be let in again soon. */
const ADDRESS_WINDOW_S = 10;
const PRINCIPAL_WINDOW_S = 60;

/** What all connectors of a process share to spare their vendors, and to spare themselves. */
export interface Limits {
  /** Requests of one address; undefined: any number. */
  addressLimit: RateLimit | undefined;
  admission: ReturnType<typeof createAdmission>;
  /** What one connector's vendor may be asked, and what it has answered. */
  of(connector: string, secret: Buffer): { cacheKey: Buffer; cache: Cache; budgets: Budgets };
  close(): void;
}

/**
 * @param options.tenant begins every key
 */
export function openLimits(options: {
  settings: Pick<Settings, "limits">;
  state: State;
  tenant: string;
  metrics: Pick<Metrics, "refused" | "budget">;
}): Limits {
  const { settings, state, tenant, metrics } = options;
  const { limits } = settings;
  const redis = state.mode === "cluster" ? guardRedis(state.redis) : undefined;
  const house = state.mode === "cluster" ? `${state.prefix}:${tenant}` : tenant;
  const toClose: { close(): void }[] = [];
  const closing = <Part extends { close(): void }>(part: Part): Part => {
    toClose.push(part);
    return part;
  };
  const rateLimit = (name: string, points: number, windowS: number): RateLimit | undefined => {
    if (points === 0) return undefined;
    if (redis === undefined) return memoryRateLimit({ points, windowS });
    return closing(sharedRateLimit({ points, windowS, redis, prefix: `${house}/limit/${name}/` }));
  };
  return {
    addressLimit: rateLimit("address", limits.addressRequests, ADDRESS_WINDOW_S),
    admission: createAdmission({
      points: rateLimit("principal", limits.principalPoints, PRINCIPAL_WINDOW_S),
      limits,
      onRefused: (limit) => metrics.refused(limit),
    }),
    of(connector, secret) {
      const cacheKey = Buffer.from(hkdfSync("sha256", secret, "", `fairlead/cache/${connector}`, 32));
      const prefix = `${house}/${connector}`;
      const cache = closing(
        createCache({ key: cacheKey, redis: redis && { guarded: redis, channel: state.channel, prefix } }),
      );
      const now = Date.now;
      const budgets =
        redis === undefined
          ? memoryBudgets({ now })
          : redisBudgets({ redis, prefix: `${prefix}/budget/`, replicas: limits.replicas, now });
      const told = tellingBudgets(budgets, (left) => metrics.budget({ connector, ...left }));
      return { cacheKey, cache, budgets: told };
    },
    close() {
      for (const part of toClose) part.close();
    },
  };
}
