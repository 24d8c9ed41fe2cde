import { createMemoryCache } from "./memory-cache.ts";
import type { RedisEntries } from "./redis-entries.ts";

/** Where an entry lies. */
export interface Place {
  /** Of the standing that it was read under. */
  readonly partition: string;
  /** What it is, within the partition. */
  readonly key: string;
}

export interface ShelfOptions<Value extends object> {
  /** Begins its keys; no two shelves of a cache have the same. */
  readonly name: string;
  /** All entries in this process together. */
  readonly maxBytes: number;
  /** Most bytes of one entry in this process. */
  readonly maxEntryBytes: number;
  /** What a value weighs in this process. */
  bytesOf(value: Value): number;
  encode(value: Value): Uint8Array;
  /** @param heldMs how long ago it was encoded. @returns undefined for what another version has written. */
  decode(bytes: Buffer, heldMs: number): Value | undefined;
  /** Which of two is kept here, where one lies here and another was found behind; the found one unless said. */
  choose?(held: Value, found: Value): Value;
}

/** Entries of one kind: in this process, and behind that, where there are replicas, in Redis. */
export interface Shelf<Value extends object> {
  /** False: there is nothing behind this process. */
  readonly shared: boolean;
  /** Looks in this process. */
  peek(place: Place): Value | undefined;
  /** Looks behind it, too, and keeps here what it finds there. */
  find(place: Place): Promise<Value | undefined>;
  /**
   * Keeps a value for `keepMs`.
   *
   * @param here true: in this process only
   */
  put(place: Place, value: Value, keepMs: number, here?: boolean): void;
  drop(place: Place): void;
  /** Forgets in this process what a partition has. Rare: it walks all keys. */
  dropPartition(partition: string): void;
  /** `RedisEntries.claim`. */
  claim(place: Place): Promise<(() => void) | undefined>;
}

/** Most bytes of one entry behind this process. */
export const MAX_SHARED_BYTES = 256 * 1024;
/** Before the bytes: for how long they were to be kept, by which their age is known without comparing clocks. */
const HEAD_BYTES = 4;
const MAX_KEEP_MS = 2 ** 32 - 1;

export function createShelf<Value extends object>(
  options: ShelfOptions<Value>,
  entries: RedisEntries | undefined,
): Shelf<Value> {
  const { name, maxBytes, maxEntryBytes, bytesOf } = options;
  const memory = createMemoryCache<Value>({ maxBytes, maxEntryBytes, bytesOf });
  const keyOf = ({ partition, key }: Place) => `${partition}|${key}`;
  const behind = ({ partition, key }: Place): Place => ({ partition, key: `${name}|${key}` });
  return {
    shared: entries !== undefined,
    peek: (place) => memory.get(keyOf(place)),
    async find(place) {
      const found = await entries?.get(behind(place));
      if (found === undefined || found.bytes.byteLength < HEAD_BYTES) return undefined;
      const heldMs = Math.max(0, found.bytes.readUInt32BE(0) - found.leftMs);
      const value = options.decode(found.bytes.subarray(HEAD_BYTES), heldMs);
      if (value === undefined) return undefined;
      const held = memory.get(keyOf(place));
      const chosen = held === undefined ? value : (options.choose?.(held, value) ?? value);
      if (chosen !== held) memory.set(keyOf(place), chosen, found.leftMs);
      return chosen;
    },
    put(place, value, keepMs, here = false) {
      memory.set(keyOf(place), value, keepMs);
      if (here || entries === undefined) return;
      const bytes = options.encode(value);
      if (bytes.byteLength > MAX_SHARED_BYTES) return;
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeUInt32BE(Math.min(MAX_KEEP_MS, Math.ceil(keepMs)));
      entries.put(behind(place), Buffer.concat([head, bytes]), keepMs);
    },
    drop(place) {
      memory.delete(keyOf(place));
      entries?.drop(behind(place));
    },
    dropPartition: (partition) => memory.deletePrefix(`${partition}|`),
    claim: async (place) => (entries === undefined ? () => {} : entries.claim(behind(place))),
  };
}
