import { isJSONRPCErrorResponse, isJSONRPCResultResponse } from "@modelcontextprotocol/server";
import type { EventStore, JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import { eventIds } from "./event-ids.ts";

const MAX_EVENTS = 256;

/** One message of a stream. */
export interface StreamEvent {
  id: string;
  message: JSONRPCMessage;
}

/** What a session's streams have carried, so that a client whose connection broke can have the rest (2025-11-25 "Resumability"). */
export interface EventMemory extends EventStore {
  knows(eventId: string): boolean;
  /**
   * Tells everything that came, and comes, after an event on its stream.
   *
   * @param tell gets undefined when the stream has got its answer.
   * @returns what ends it.
   */
  follow(eventId: string, tell: (event: StreamEvent | undefined) => void): () => void;
}

interface Kept extends StreamEvent {
  streamId: string;
}

/**
 * Keeps the last 256 events of one opening of a session.
 *
 * @param tag tells this opening from every other one
 * @param requestNow the request whose stream is being begun
 */
export function createEventMemory(tag: string, requestNow: () => RequestId | undefined): EventMemory {
  const events: Kept[] = [];
  const requests = new Map<string, RequestId | undefined>();
  const followers = new Map<string, Set<(event: StreamEvent) => void>>();
  let last = 0;
  const indexOf = (eventId: string) => events.findIndex(({ id }) => id === eventId);
  const after = (eventId: string) => {
    const from = indexOf(eventId);
    const streamId = events[from]?.streamId ?? "";
    const missed = events.slice(from + 1).filter((event) => event.streamId === streamId && "jsonrpc" in event.message);
    return { streamId, missed };
  };
  return {
    knows: (eventId) => indexOf(eventId) >= 0,
    async storeEvent(streamId, message) {
      if (!requests.has(streamId)) requests.set(streamId, requestNow());
      const event = { id: eventIds.make(tag, (last += 1), requests.get(streamId)), streamId, message };
      events.push(event);
      if (events.length > MAX_EVENTS) events.shift();
      for (const follower of followers.get(streamId) ?? []) follower(event);
      return event.id;
    },
    getStreamIdForEventId: async (eventId) => events[indexOf(eventId)]?.streamId,
    async replayEventsAfter(lastEventId, { send }) {
      const { streamId, missed } = after(lastEventId);
      for (const { id, message } of missed) await send(id, message);
      return streamId;
    },
    follow(eventId, tell) {
      const { streamId, missed } = after(eventId);
      const following = followers.get(streamId) ?? new Set();
      const end = () => {
        following.delete(follower);
        if (following.size === 0) followers.delete(streamId);
      };
      const follower = ({ id, message }: StreamEvent) => {
        tell({ id, message });
        if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return;
        end();
        tell(undefined);
      };
      followers.set(streamId, following.add(follower));
      for (const event of missed) follower(event);
      return end;
    },
  };
}
