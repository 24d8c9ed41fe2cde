import type { Cache } from "../cache/index.ts";
import type { Connector } from "../connector/index.ts";
import type { Channel } from "../store/index.ts";
import { createEventBus } from "./event-bus.ts";
import { createCompletionMemory } from "./read/complete.ts";
import type { Runtime } from "./runtime.ts";
import { createSubscriptions } from "./subscriptions/index.ts";

/** How one connector's clients hear of what has changed, on every replica. */
export function openEvents(options: {
  connector: Connector;
  channel: Channel;
  cache: Pick<Cache, "wrote" | "revoke">;
  onError(error: unknown): void;
}): Pick<Runtime, "bus" | "completions" | "subscriptions"> {
  const { connector, channel, cache, onError } = options;
  const bus = createEventBus(onError, { channel, topic: "events" });
  const completions = createCompletionMemory();
  const canonical = connector.webhooks?.canonical;
  const subscriptions = createSubscriptions({ channel, bus, completions, cache, canonical, reportError: onError });
  return { bus, completions, subscriptions };
}
