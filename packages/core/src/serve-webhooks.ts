import type { IncomingMessage } from "node:http";
import type { Settings } from "./config/index.ts";
import type { Runtime } from "./mcp/index.ts";
import type { Log } from "./observe/index.ts";
import type { Work } from "./open-work.ts";
import type { Configured } from "./serve-settings.ts";
import { openWebhooks, type OpenedWebhooks } from "./webhooks/index.ts";

/** Of http/: the bytes of a JSON body. */
export type ReadJsonBytes = (req: IncomingMessage, maxBytes: number) => Promise<Buffer>;

/**
 * One connector's way to hear from its vendor: at `/webhooks/{name}`, and below its own mount where it has one, for proxies
 * that tell connectors by path.
 *
 * @returns undefined where the connector has none, or the operator has not set its secret.
 */
export function serveWebhooks(
  { connector, vendorSettings }: Configured,
  house: {
    settings: Settings;
    log: Log;
    work: Work;
    /** The connector's mount. */
    path: string;
    /** Tenant and connector. */
    scope: string;
    runtime: Pick<Runtime, "subscriptions">;
    readJsonBytes: ReadJsonBytes;
    /** Who is let in; without `accountEnded`, nobody signs in. */
    way: { accountEnded?(subject: string): Promise<number> };
  },
): OpenedWebhooks | undefined {
  const { webhooks, name } = connector;
  if (webhooks?.enabled(vendorSettings as never) !== true) return undefined;
  const { settings, log, work, path, scope, runtime, way } = house;
  return openWebhooks({
    name,
    scope,
    webhooks,
    vendorSettings,
    paths: [`/webhooks/${name}`, ...(path === "" ? [] : [`${path}/webhooks`])],
    inbox: work.inbox,
    jobs: work.jobs,
    readBody: (req) => house.readJsonBytes(req, settings.limits.bodyBytes),
    async apply(effects) {
      // First, so that nobody is told of what they may no longer see.
      const ended = new Set(effects.flatMap(({ endedAccounts = [] }) => endedAccounts));
      for (const subject of ended) await way.accountEnded?.(subject);
      runtime.subscriptions.announce({
        uris: [...new Set(effects.flatMap(({ uris = [] }) => uris))],
        below: [...new Set(effects.flatMap(({ below = [] }) => below))],
        proposals: effects.flatMap(({ proposals = [] }) => proposals),
        access: effects.some(({ access }) => access === true),
      });
    },
    report: ({ outcome, event, deliveryId }) =>
      log[outcome === "forged" || outcome === "malformed" ? "warn" : "debug"](
        { connector: name, outcome, event, delivery: deliveryId },
        "webhook",
      ),
    reportError: (error) => log.error({ err: error, connector: name }, "a delivery waits for its next turn"),
  });
}
