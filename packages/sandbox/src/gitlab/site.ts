import { randomBytes } from "node:crypto";
import type { Exchange } from "../stand-in/exchange.ts";
import { createFaults, type Faults } from "../stand-in/faults.ts";
import { createRequestLog, type RequestLog } from "../stand-in/request-log.ts";
import { createRouter, type Match } from "../stand-in/router.ts";
import type { Effect } from "./control/effect.ts";
import type { Route } from "./http/route.ts";
import { createLimits, type Limits } from "./state/limits.ts";
import type { World } from "./state/world.ts";

/** What the server and the control of one running stand-in share. */
export interface Site {
  /** Replaced by a reset. */
  world: World;
  limits: Limits;
  faults: Faults<Effect>;
  log: RequestLog;
  find(method: string, path: string): Match<Route> | undefined;
  requestId(): string;
  onExchange: ((exchange: Exchange) => void) | undefined;
  /** Builds a fresh seeded world. */
  seed(): World;
}

export function createSite(routes: readonly Route[], seed: () => World, onExchange: Site["onExchange"]): Site {
  const site: Site = {
    world: seed(),
    limits: createLimits(() => site.world.now()),
    faults: createFaults<Effect>(),
    log: createRequestLog(),
    find: createRouter(routes),
    requestId: () => `01${randomBytes(12).toString("hex").toUpperCase()}`,
    onExchange,
    seed,
  };
  return site;
}
