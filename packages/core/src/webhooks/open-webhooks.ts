import type { AnyWebhooks, WebhookEffects } from "../connector/index.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Inbox } from "../store/index.ts";
import { createDeliveryWork } from "./delivery-work.ts";
import { createIntake } from "./intake.ts";
import { webhookRoute, type WebhookRoute, type WebhookRouteOptions } from "./webhook-route.ts";

/** For so long a delivery that comes again is known. */
const KNOWN_MS = 24 * 60 * 60_000;

export interface WebhookParts extends Pick<WebhookRouteOptions, "readBody" | "report"> {
  /** Lower case, as in `/webhooks/{name}`. */
  name: string;
  /** Tenant and connector: what the inbox knows it by. */
  scope: string;
  webhooks: AnyWebhooks;
  vendorSettings: unknown;
  /** Each is where the vendor may deliver. */
  paths: readonly string[];
  inbox: Inbox;
  jobs: Jobs;
  /** Does what deliveries ask for. Must change nothing twice. */
  apply(effects: readonly WebhookEffects[]): Promise<void>;
  reportError(error: unknown): void;
}

/** How one connector hears from its vendor. */
export interface OpenedWebhooks {
  routes: readonly WebhookRoute[];
  start(): Promise<void>;
  /** Gives back what is at work. */
  stop(): Promise<void>;
}

/** Ingestion, wired together: signature → inbox → 202 → what follows from the event. */
export function openWebhooks(parts: WebhookParts): OpenedWebhooks {
  const { scope: connector, inbox, jobs, apply, reportError } = parts;
  const work = createDeliveryWork({ jobs, inbox, connector, queueName: `webhooks.${parts.name}`, apply, reportError });
  const intake = createIntake({ inbox, connector, ttlMs: KNOWN_MS, onNew: (deliveries) => work.add(deliveries) });
  const hooks: readonly (string | undefined)[] = parts.webhooks.hooks?.(parts.vendorSettings as never) ?? [undefined];
  return {
    routes: parts.paths.flatMap((path) =>
      hooks.map((hook) =>
        webhookRoute({ ...parts, path: hook === undefined ? path : `${path}/${hook}`, hook, intake }),
      ),
    ),
    start: () => work.start(),
    stop: () => work.stop(),
  };
}
