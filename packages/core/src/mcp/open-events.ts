import type { Cache } from "../cache/index.ts";
import type { Connector } from "../connector/index.ts";
import type { Channel, Store } from "../store/index.ts";
import { createEventBus } from "./event-bus.ts";
import { createCompletionMemory } from "./read/complete.ts";
import type { Runtime } from "./runtime.ts";
import { createPolls, createSubscriptions, type Subscriptions } from "./subscriptions/index.ts";

/** How one connector's clients hear of what has changed, on every replica. */
export function openEvents(options: {
  connector: Connector;
  vendorSettings: Runtime["vendorSettings"];
  limits: Pick<Runtime["limits"], "pollMs">;
  channel: Channel;
  /** Shared by the replicas; may be lost. */
  volatile: Store;
  cache: Pick<Cache, "wrote" | "revoke">;
  onError(error: unknown): void;
}): Pick<Runtime, "bus" | "completions" | "subscriptions"> {
  const { connector, channel, cache, onError } = options;
  const bus = createEventBus(onError, { channel, topic: "events" });
  const completions = createCompletionMemory();
  const canonical = connector.webhooks?.canonical;
  const announces = connector.webhooks?.enabled(options.vendorSettings as never) === true;
  const polls = createPolls({
    store: options.volatile,
    pauseMs: options.limits.pollMs,
    isPolled: ({ subscribe, polled }) => subscribe === true && (polled === true || !announces),
    onChanged: (connectionId, thing) =>
      subscriptions.announce({ uris: [thing], below: [], proposals: [], access: false, connectionId }),
    reportError: onError,
  });
  const subscriptions: Subscriptions = createSubscriptions({
    channel,
    bus,
    completions,
    cache,
    canonical,
    ...(options.limits.pollMs > 0 && { polls }),
    reportError: onError,
  });
  return { bus, completions, subscriptions };
}
