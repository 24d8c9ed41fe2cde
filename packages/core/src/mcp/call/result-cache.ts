import { LRUCache } from "lru-cache";
import type { Reply } from "./call.ts";

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ENTRY_BYTES = 1024 * 1024;
const MAX_WRITERS = 100_000;
/** A character in memory: up to two bytes in V8, once in the reply and once as it was sent. */
const BYTES_PER_CHARACTER = 4;

type OutputReply = Extract<Reply, { kind: "output" }>;

/** Finished answers of reading tools that declare `freshMs`, each under its connection. */
export interface ResultCache {
  /** Where an answer belongs that is read from now on. After `forget` the place is another one. */
  placeOf(connectionId: string, key: string): string;
  get(place: string): OutputReply | undefined;
  set(place: string, reply: OutputReply, freshMs: number): void;
  /** After a write: nothing read before, or begun before, may be served again. */
  forget(connectionId: string): void;
}

export function createResultCache(): ResultCache {
  const replies = new LRUCache<string, OutputReply>({ maxSize: MAX_BYTES, maxEntrySize: MAX_ENTRY_BYTES });
  let mark = 0;
  // A connection that is no longer known must not come back to the places it had before its last write.
  let oldest = 0;
  const marks = new LRUCache<string, number>({
    max: MAX_WRITERS,
    dispose: (_mark, _connectionId, reason) => {
      if (reason === "evict") oldest = mark += 1;
    },
  });
  return {
    placeOf: (connectionId, key) => `${connectionId}\0${marks.get(connectionId) ?? oldest}\0${key}`,
    get: (place) => replies.get(place),
    set(place, reply, freshMs) {
      replies.set(place, reply, { ttl: freshMs, size: sizeOf(place, reply) });
    },
    forget(connectionId) {
      marks.set(connectionId, (mark += 1));
    },
  };
}

/** Bytes, roughly: the key, the text, and the structured form as long as its JSON. */
function sizeOf(place: string, { text, output }: OutputReply): number {
  return (place.length + text.length + JSON.stringify(output).length) * BYTES_PER_CHARACTER;
}
