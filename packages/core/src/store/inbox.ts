/** One delivery of a vendor, as the inbox takes it. */
export interface Delivery {
  /** The vendor's own id of it. */
  id: string;
  /** What it is about, as short text. */
  content: string;
}

/**
 * What vendors have delivered. A delivery is taken once, on whatever replica it comes in; its id is known until it expires.
 * `connector` is tenant and connector.
 */
export interface Inbox {
  /**
   * Returns once those that are new outlast this process. A power cut at the database may take away the last ones: what they
   * change does not wait for it, and what it would have changed of a process that ends with it is gone, too.
   *
   * @param deliveries of different ids
   * @param ttlMs for so long their ids are known
   * @returns the ids that are new
   */
  add(connector: string, deliveries: readonly Delivery[], ttlMs: number): Promise<ReadonlySet<string>>;
  /** Those of these ids that are not done. */
  open(connector: string, ids: readonly string[]): Promise<readonly Delivery[]>;
  /** Keeps nothing of them but their ids. */
  done(connector: string, ids: readonly string[]): Promise<void>;
  /** Ids that are not done although they came in before `sinceMs`, the oldest first. */
  overdue(connector: string, sinceMs: number, limit: number): Promise<readonly string[]>;
  /** Forgets what has expired. @returns how many there were. */
  sweep(): Promise<number>;
}
