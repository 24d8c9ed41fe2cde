/**
 * What is left of the vendor's quotas, counted per credential and bucket. One port: a memory for one process, Redis for
 * several that share a credential. Names of credentials and buckets are opaque here.
 */
export interface Budgets {
  /** Takes one request out of every bucket, or tells how long until that can be tried again; then it has taken nothing. */
  reserve(credential: string, want: Want): Verdict | Promise<Verdict>;
  /** Gives back what was reserved, now that the answer tells what it has cost, and learns from it. Does not wait. */
  settle(credential: string, taken: readonly string[], lessons: readonly Lesson[]): void;
  /**
   * Takes one request out of a quota that all credentials share, and that no answer tells of: it is counted here.
   *
   * @returns milliseconds until there is one again; 0: it is taken.
   */
  take(quota: SharedQuota): number | Promise<number>;
}

/** A quota that a vendor counts for all who come from one address: of everybody who uses this server together. */
export interface SharedQuota {
  readonly bucket: string;
  /** So many within any stretch of `windowMs`. */
  readonly requests: number;
  readonly windowMs: number;
}

export interface Want {
  /** The first one is asked first. */
  readonly buckets: readonly string[];
  /** Work that can wait: it leaves a tenth of each quota to people. */
  readonly bulk: boolean;
}

export interface Verdict {
  /** 0: go. */
  readonly waitMs: number;
  /** The bucket to wait for. */
  readonly bucket?: string | undefined;
}

/** What one answer says about one bucket. Times count from now. */
export interface Lesson {
  readonly bucket: string;
  /** Nothing may be sent for so long. */
  readonly blockedMs?: number | undefined;
  /** Requests left until the window ends in `resetMs`. */
  readonly remaining?: number | undefined;
  readonly resetMs?: number | undefined;
  /** Requests of a whole window. */
  readonly limit?: number | undefined;
}

/** Of a quota, what bulk work leaves to people. */
export const BULK_RESERVE = 0.1;

/** Vendors tell the end of a window to the second: ends closer than this are the same window's. */
export const SAME_WINDOW_MS = 2_000;
