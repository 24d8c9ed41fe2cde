import { randomBytes } from "node:crypto";

import type { Exchange } from "../stand-in/exchange.ts";
import type { Faults } from "../stand-in/faults.ts";
import { createFaults } from "../stand-in/faults.ts";
import type { Effect } from "./control/fault.ts";
import type { RequestLog } from "../stand-in/request-log.ts";
import { createRequestLog } from "../stand-in/request-log.ts";
import type { WebhookTarget } from "./control/webhook.ts";
import type { Route } from "./http/route.ts";
import type { Match } from "./http/router.ts";
import { createRouter } from "./http/router.ts";
import type { World } from "./state/world.ts";

/** What the servers and the control of one running stand-in share. */
export interface Site {
  /** Replaced by a reset. */
  world: World;
  faults: Faults<Effect>;
  log: RequestLog;
  /** Where the world's changes are sent as webhooks; undefined = nowhere. */
  hook: WebhookTarget | undefined;
  find(method: string, path: string): Match | undefined;
  requestId(): string;
  onExchange: ((exchange: Exchange) => void) | undefined;
  /** Builds a fresh seeded world. */
  seed(): World;
}

export function createSite(routes: readonly Route[], seed: () => World, onExchange: Site["onExchange"]): Site {
  return {
    world: seed(),
    faults: createFaults<Effect>(),
    log: createRequestLog(),
    hook: undefined,
    find: createRouter(routes),
    requestId: () =>
      randomBytes(16)
        .toString("hex")
        .toUpperCase()
        .replace(/^(.{4})(.{6})(.{7})(.{7})(.{8})$/, "$1:$2:$3:$4:$5"),
    onExchange,
    seed,
  };
}
