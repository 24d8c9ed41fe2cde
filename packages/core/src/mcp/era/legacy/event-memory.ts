import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

const MAX_EVENTS = 256;

/** What a session's streams have carried, so that a client whose connection broke can have the rest (2025-11-25 "Resumability"). */
export interface EventMemory extends EventStore {
  knows(eventId: string): boolean;
}

interface Event {
  id: string;
  streamId: string;
  message: JSONRPCMessage;
}

/** Keeps the last 256 events of one session. */
export function createEventMemory(): EventMemory {
  const events: Event[] = [];
  let last = 0;
  const indexOf = (eventId: string) => events.findIndex(({ id }) => id === eventId);
  return {
    knows: (eventId) => indexOf(eventId) >= 0,
    async storeEvent(streamId, message) {
      const id = `${streamId}.${(last += 1)}`;
      events.push({ id, streamId, message });
      if (events.length > MAX_EVENTS) events.shift();
      return id;
    },
    getStreamIdForEventId: async (eventId) => events[indexOf(eventId)]?.streamId,
    async replayEventsAfter(lastEventId, { send }) {
      const from = indexOf(lastEventId);
      const streamId = events[from]?.streamId ?? "";
      const missed = events
        .slice(from + 1)
        .filter((event) => event.streamId === streamId && "jsonrpc" in event.message);
      for (const { id, message } of missed) await send(id, message);
      return streamId;
    },
  };
}
