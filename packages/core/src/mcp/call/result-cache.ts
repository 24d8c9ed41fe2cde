import { LRUCache } from "lru-cache";
import type { Reply } from "./call.ts";

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ENTRY_BYTES = 1024 * 1024;

/** Finished answers of reading tools that declare `freshMs`, each under its connection. */
export interface ResultCache {
  get(connectionId: string, key: string): Reply | undefined;
  set(connectionId: string, key: string, reply: Reply, freshMs: number): void;
  /** After a write: nothing read before may be served again. */
  forget(connectionId: string): void;
}

export function createResultCache(): ResultCache {
  const replies = new LRUCache<string, Reply>({ maxSize: MAX_BYTES, maxEntrySize: MAX_ENTRY_BYTES });
  const epochs = new LRUCache<string, number>({ max: 100_000 });
  let lastEpoch = 0;
  const place = (connectionId: string, key: string) => `${connectionId}\0${epochs.get(connectionId) ?? 0}\0${key}`;
  return {
    get: (connectionId, key) => replies.get(place(connectionId, key)),
    set(connectionId, key, reply, freshMs) {
      replies.set(place(connectionId, key), reply, { ttl: freshMs, size: sizeOf(reply) });
    },
    forget(connectionId) {
      epochs.set(connectionId, (lastEpoch += 1));
    },
  };
}

/** Bytes, roughly: the structured form is about as long as the text. */
function sizeOf(reply: Reply): number {
  return reply.kind === "output" ? Math.max(1, reply.text.length * 4) : MAX_ENTRY_BYTES + 1;
}
