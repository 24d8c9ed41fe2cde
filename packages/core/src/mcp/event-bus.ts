import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { ServerEvent, ServerEventBus } from "@modelcontextprotocol/server";
import type { Channel } from "../store/index.ts";

/** An event and whom it may reach: undefined means every listener. */
export interface AddressedEvent {
  event: ServerEvent;
  connectionId: string | undefined;
}

type Listener = (event: ServerEvent) => void;

/**
 * Delivers events only to those they are for. The SDK's own bus tells any listener about any URI that it names; this one
 * knows whose listener it is.
 */
export interface EventBus extends ServerEventBus {
  send(event: AddressedEvent): void;
  /** Tells listeners of this process only: whoever calls knows that the others are told, too. */
  deliver(event: AddressedEvent): void;
  /** Hears what is for that connection and what is for all. @returns what ends it. */
  listen(connectionId: string, listener: Listener): () => void;
  /** Makes `subscribe` and `publish`, as the SDK calls them inside `work`, those of that connection. Elsewhere they throw. */
  as<T>(connectionId: string, work: () => T): T;
  readonly listeners: number;
}

/** How a bus reaches the other replicas. */
export interface BusWay {
  channel: Channel;
  /** The same for the same connector on every replica. */
  topic: string;
}

/** What replicas tell each other. */
interface Told extends AddressedEvent {
  /** Whose listeners have heard it already. */
  by: string;
}

/** @param way Without it, events stay in this process. */
export function createEventBus(onError: (error: unknown) => void, way?: BusWay): EventBus {
  const self = randomUUID();
  const current = new AsyncLocalStorage<string>();
  const byConnection = new Map<string, Set<Listener>>();
  const owner = (): string => {
    const connectionId = current.getStore();
    if (connectionId === undefined) throw new Error("The event bus was used on behalf of nobody.");
    return connectionId;
  };

  const tell = (listeners: Iterable<Listener>, event: ServerEvent) => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        onError(error);
      }
    }
  };
  const deliver = ({ event, connectionId }: AddressedEvent) => {
    if (connectionId !== undefined) return tell(byConnection.get(connectionId) ?? [], event);
    for (const listeners of byConnection.values()) tell(listeners, event);
  };
  way?.channel.listen(way.topic, (message) => {
    const told = message as Told;
    if (told.by !== self) deliver(told);
  });
  const send = (event: AddressedEvent) => {
    deliver(event);
    way?.channel.send(way.topic, { ...event, by: self } satisfies Told);
  };
  const listen = (connectionId: string, listener: Listener) => {
    // A fresh function per subscription: the same listener may be given twice.
    const own: Listener = (event) => listener(event);
    const listeners = byConnection.get(connectionId) ?? new Set();
    byConnection.set(connectionId, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && byConnection.get(connectionId) === listeners) byConnection.delete(connectionId);
    };
  };
  return {
    send,
    deliver,
    listen,
    as: (connectionId, work) => current.run(connectionId, work),
    publish: (event) => send({ event, connectionId: owner() }),
    subscribe: (listener) => listen(owner(), listener),
    get listeners() {
      return [...byConnection.values()].reduce((sum, { size }) => sum + size, 0);
    },
  };
}
