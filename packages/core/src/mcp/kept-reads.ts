import { gunzipSync, gzipSync } from "node:zlib";
import type { Cache } from "../cache/index.ts";
import type { Keep, Notes } from "../connector/index.ts";
import type { UpstreamSession } from "../upstream/index.ts";

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ENTRY_BYTES = 16 * 1024 * 1024;
/** A character in memory: up to two bytes in V8. */
const BYTES_PER_CHARACTER = 2;

/** What connectors keep between calls, each connection's for itself. */
export interface KeptReads {
  /** The `keep` of one call. */
  keeper(connectionId: string, session: Pick<UpstreamSession, "stale">): Keep;
  /** The `notes` of one call. How the connection stands is asked when they are used: most calls note nothing. */
  notes(connectionId: string): Notes;
}

interface Kept {
  readonly json: string;
}

export function createKeptReads(cache: Cache): KeptReads {
  const shelf = cache.shelf<Kept>({
    name: "kept",
    maxBytes: MAX_BYTES,
    maxEntryBytes: MAX_ENTRY_BYTES,
    bytesOf: ({ json }) => json.length * BYTES_PER_CHARACTER,
    encode: ({ json }) => gzipSync(json, { level: 1 }),
    decode: readJson,
  });
  return {
    keeper: (connectionId, session) => async (key, keepMs, read) => {
      const standing = await cache.standing(connectionId);
      const place = { partition: standing.partition, key };
      const kept = shelf.peek(place) ?? (shelf.shared ? await shelf.find(place) : undefined);
      // Parsed anew for each call: no caller can change what another one gets.
      if (kept !== undefined) return JSON.parse(kept.json) as never;
      const value = await read();
      // What stands in for a vendor that fails may be of another time.
      if (session.stale.length === 0) shelf.put(place, { json: JSON.stringify(value) }, keepMs);
      return value;
    },
    notes(connectionId) {
      const read = (kept: Kept | undefined) => (kept === undefined ? undefined : (JSON.parse(kept.json) as never));
      const at = (standing: { partition: string }, key: string) => ({
        partition: standing.partition,
        key: `note|${key}`,
      });
      const later = (key: string, act: (place: ReturnType<typeof at>) => void) => {
        const standing = cache.standing(connectionId);
        if (standing instanceof Promise) void standing.then((known) => act(at(known, key)));
        else act(at(standing, key));
      };
      return {
        peek(key) {
          const standing = cache.standing(connectionId);
          return standing instanceof Promise ? undefined : read(shelf.peek(at(standing, key)));
        },
        async find(key) {
          const place = at(await cache.standing(connectionId), key);
          return read(shelf.peek(place) ?? (await shelf.find(place)));
        },
        put(key, value, keepMs) {
          const json = JSON.stringify(value);
          later(key, (place) => shelf.put(place, { json }, keepMs));
        },
        drop: (key) => later(key, (place) => shelf.drop(place)),
      };
    },
  };
}

function readJson(bytes: Buffer): Kept | undefined {
  try {
    return { json: gunzipSync(bytes, { maxOutputLength: MAX_ENTRY_BYTES }).toString() };
  } catch {
    return undefined;
  }
}
