import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerEvent, ServerEventBus } from "@modelcontextprotocol/server";

/** An event and whom it may reach: undefined means every listener. */
export interface AddressedEvent {
  event: ServerEvent;
  connectionId: string | undefined;
}

type Listener = (event: ServerEvent) => void;

/**
 * Delivers events only to those they are for. The SDK's own bus tells any listener about any URI that it names;
 * this one learns the listener's connection from the request that subscribes.
 */
export interface EventBus extends ServerEventBus {
  /** Runs `subscribe` calls inside `work` on behalf of that connection. */
  as<T>(connectionId: string, work: () => T): T;
  send(event: AddressedEvent): void;
  /** How many listeners a connection has. */
  listenersOf(connectionId: string): number;
}

export function createEventBus(onError: (error: unknown) => void): EventBus {
  const current = new AsyncLocalStorage<string>();
  const listeners = new Map<Listener, string | undefined>();

  const send = ({ event, connectionId }: AddressedEvent) => {
    for (const [listener, owner] of listeners) {
      if (connectionId !== undefined && owner !== connectionId) continue;
      try {
        listener(event);
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    as: (connectionId, work) => current.run(connectionId, work),
    send,
    publish: (event) => send({ event, connectionId: current.getStore() }),
    subscribe(listener) {
      // A fresh function per subscription: the same listener may be given twice.
      const own: Listener = (event) => listener(event);
      listeners.set(own, current.getStore());
      return () => void listeners.delete(own);
    },
    listenersOf: (connectionId) => [...listeners.values()].filter((owner) => owner === connectionId).length,
  };
}
