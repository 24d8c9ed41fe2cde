import type { Cache, Place, Shelf } from "../../cache/index.ts";
import type { Reply } from "./call.ts";

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ENTRY_BYTES = 1024 * 1024;
/** A character in memory: up to two bytes in V8, once in the reply and once as it was sent. */
const BYTES_PER_CHARACTER = 4;

type OutputReply = Extract<Reply, { kind: "output" }>;

/** Finished answers of reading tools, each under its connection and for as long as they are fresh. */
export interface ResultCache extends Pick<Shelf<OutputReply>, "shared" | "peek" | "find" | "put"> {
  /**
   * Where an answer belongs that is read from now on. After a write of the connection the place is another one.
   *
   * @returns undefined while nobody can say whether there was one.
   */
  placeOf(connectionId: string, key: string): Place | undefined | Promise<Place | undefined>;
  /** Told whether there was an answer, to be counted. */
  looked(found: boolean): void;
}

export function createResultCache(cache: Cache, looked: (found: boolean) => void = () => {}): ResultCache {
  const shelf = cache.shelf<OutputReply>({
    name: "results",
    maxBytes: MAX_BYTES,
    maxEntryBytes: MAX_ENTRY_BYTES,
    bytesOf: ({ text, output }) => (text.length + JSON.stringify(output).length) * BYTES_PER_CHARACTER,
    encode: (reply) => Buffer.from(JSON.stringify(reply)),
    decode: readReply,
  });
  return {
    looked,
    shared: shelf.shared,
    peek: (place) => shelf.peek(place),
    find: (place) => shelf.find(place),
    put: (place, reply, freshMs) => shelf.put(place, reply, freshMs),
    placeOf(connectionId, key) {
      const standing = cache.standing(connectionId);
      return standing instanceof Promise
        ? standing.then(({ partition, written, certain }) => (certain ? place(partition, written, key) : undefined))
        : place(standing.partition, standing.written, key);
    },
  };
}

const place = (partition: string, written: string, key: string): Place => ({ partition, key: `${written}|${key}` });

function readReply(bytes: Buffer): OutputReply | undefined {
  try {
    return JSON.parse(bytes.toString()) as OutputReply;
  } catch {
    return undefined;
  }
}
