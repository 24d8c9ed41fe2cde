import type { Exchange } from "../stand-in/exchange.ts";
import { createFaults, type Faults } from "../stand-in/faults.ts";
import { createRequestLog, type RequestLog } from "../stand-in/request-log.ts";
import type { Effect } from "./control/fault.ts";
import { createTiers, type Tiers } from "./http/tiers.ts";
import type { World } from "./state/world.ts";

/** What the servers and the control of one running stand-in share. */
export interface Site {
  /** Replaced by a reset. */
  world: World;
  faults: Faults<Effect>;
  tiers: Tiers;
  log: RequestLog;
  onExchange: ((exchange: Exchange) => void) | undefined;
  /** Builds a fresh seeded world. */
  seed(): World;
}

export function createSite(seed: () => World, onExchange: Site["onExchange"]): Site {
  return { world: seed(), faults: createFaults(), tiers: createTiers(), log: createRequestLog(), onExchange, seed };
}
