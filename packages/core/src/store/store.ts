/** One record as `list` gives it back. */
export interface Entry {
  key: string;
  value: unknown;
}

/** Where `list` begins and how much it gives. */
export interface ListOptions {
  /** Keys that come after this one. */
  after?: string;
  /** At most so many; 100 unless said. */
  limit?: number;
}

/**
 * What must be remembered beyond one call. One port; drivers decide where it lives. Values are JSON; `Infinity` as a
 * `ttlMs` keeps them until they are deleted. A record that has expired is gone for every method. Keys and names of indexes
 * are well-formed text without NUL, of 1 to 1,000 bytes.
 *
 * Every method throws StoreError when the store cannot do it, and TypeError for a key or a value that no store may hold.
 */
export interface Store {
  /** Takes `key` for `ttlMs`. @returns false when somebody holds it already. */
  claim(key: string, ttlMs: number, owner?: string): Promise<boolean>;
  /** Gives a claim back. @returns false when `owner` does not hold it (any more). */
  release(key: string, owner: string): Promise<boolean>;
  get(key: string): Promise<unknown>;
  /** Writes the record and the lists that it is found in; an earlier record of this key leaves its own. */
  set(key: string, value: unknown, ttlMs: number, indexes?: readonly string[]): Promise<void>;
  /** Reads a record and deletes it in one step: of many callers, one gets it. */
  take(key: string): Promise<unknown>;
  /**
   * Replaces a value as long as it is still `before` (compared as JSON, member order included); lists and expiry stay.
   *
   * @returns false when the record has changed or gone.
   */
  swap(key: string, before: unknown, after: unknown): Promise<boolean>;
  /** @returns whether there was one. */
  delete(key: string): Promise<boolean>;
  /** The records that were set with this index, in the order of their keys, byte by byte. */
  list(index: string, options?: ListOptions): Promise<readonly Entry[]>;
  /** Deletes the records of an index. @returns how many there were. */
  deleteAll(index: string): Promise<number>;
}
