import type { Channel } from "../../store/index.ts";

const TOPIC = "grants/ended";

/** Hears of MCP grants that have ended; undefined after messages were missed: any may have. */
export type DepartureListener = (grantIds: ReadonlySet<string> | undefined) => void;

/** Tells whoever answers programs that some of them are signed out, on every replica. */
export interface Departures {
  tell(grantIds: readonly string[]): void;
  listen(listener: DepartureListener): void;
}

/** @param channel to the other replicas; undefined where there are none. */
export function createDepartures(channel: Pick<Channel, "listen" | "onGap" | "send"> | undefined): Departures {
  const listeners: DepartureListener[] = [];
  const hear: DepartureListener = (grantIds) => {
    for (const listener of listeners) listener(grantIds);
  };
  channel?.listen(TOPIC, (message) => hear(new Set(message as string[])));
  channel?.onGap(() => hear(undefined));
  return {
    tell(grantIds) {
      hear(new Set(grantIds));
      channel?.send(TOPIC, grantIds);
    },
    listen: (listener) => void listeners.push(listener),
  };
}
