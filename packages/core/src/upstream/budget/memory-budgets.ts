import type { LRUCache } from "lru-cache";
import { lru } from "../../store/index.ts";
import { BULK_RESERVE, SAME_WINDOW_MS, type Budgets, type Lesson, type SharedQuota, type Verdict } from "./budgets.ts";

const MAX_CREDENTIALS = 10_000;
const MAX_BUCKETS = 200;
/** Until then one of those on their way has been answered. */
const ANSWER_MS = 200;

interface Bucket {
  blockedFrom: number;
  blockedUntil: number;
  /** As the vendor told; undefined until it does, or once its window is over. */
  remaining: number | undefined;
  resetAt: number;
  /** When it was told that. */
  toldAt: number;
  limit: number;
  /** Reserved, and not answered yet. */
  pending: number;
}

/** Budgets of this process, which also tell what they have been forbidden. */
export interface MemoryBudgets extends Budgets {
  /** How long one of these buckets is still blocked; 0: none is. Takes nothing. */
  blocked(credential: string, buckets: readonly string[]): Verdict;
}

/**
 * Keeps budgets in this process.
 *
 * @param options.now milliseconds since the epoch
 * @param options.share of what is left, that this process has on its way at once: what the others spend shows in the answers.
 *   1: all.
 */
export function memoryBudgets({ now, share = 1 }: { now: () => number; share?: number }): MemoryBudgets {
  const credentials = lru<LRUCache<string, Bucket>>(MAX_CREDENTIALS);

  const bucketOf = (credential: string, name: string): Bucket => {
    let buckets = credentials.get(credential);
    if (buckets === undefined) credentials.set(credential, (buckets = lru(MAX_BUCKETS)));
    let bucket = buckets.get(name);
    if (bucket === undefined) buckets.set(name, (bucket = newBucket()));
    return bucket;
  };

  // A clock set back ends a block: better one refused call than an hour's silence.
  const blockOf = ({ blockedFrom, blockedUntil }: Bucket, at: number): number =>
    at < blockedUntil && at >= blockedFrom ? blockedUntil - at : 0;

  const waitFor = (bucket: Bucket, bulk: boolean): number => {
    const at = now();
    const blockMs = blockOf(bucket, at);
    if (blockMs > 0) return blockMs;
    if (bucket.remaining === undefined) return 0;
    if (at >= bucket.resetAt || at < bucket.toldAt) {
      Object.assign(bucket, newBucket());
      return 0;
    }
    const kept = bulk ? Math.ceil(bucket.limit * BULK_RESERVE) : 0;
    if (bucket.remaining - bucket.pending <= kept) return bucket.resetAt - at;
    if (share === 1) return 0;
    const ours = Math.floor(bucket.remaining * share);
    if (ours === 0) return bucket.resetAt - at;
    return bucket.pending < ours ? 0 : Math.min(ANSWER_MS, bucket.resetAt - at);
  };

  /** When requests of shared quotas were made, oldest first. */
  const shared = new Map<string, number[]>();

  return {
    blocked(credential, buckets): Verdict {
      const known = credentials.get(credential);
      for (const name of buckets) {
        const bucket = known?.get(name);
        const waitMs = bucket === undefined ? 0 : blockOf(bucket, now());
        if (waitMs > 0) return { waitMs, bucket: name };
      }
      return { waitMs: 0 };
    },
    reserve(credential, { buckets, bulk }): Verdict {
      const known = credentials.get(credential);
      if (known === undefined) return { waitMs: 0 };
      for (const name of buckets) {
        const bucket = known.get(name);
        const waitMs = bucket === undefined ? 0 : waitFor(bucket, bulk);
        if (waitMs > 0) return { waitMs, bucket: name };
      }
      for (const name of buckets) {
        const bucket = known.get(name);
        if (bucket === undefined) continue;
        bucket.pending += 1;
      }
      return { waitMs: 0 };
    },
    settle(credential, taken, lessons) {
      const known = credentials.get(credential);
      for (const name of taken) {
        const bucket = known?.get(name);
        if (bucket !== undefined) bucket.pending = Math.max(0, bucket.pending - 1);
      }
      for (const lesson of lessons) learn(bucketOf(credential, lesson.bucket), lesson, now());
    },
    take({ bucket, requests, windowMs }: SharedQuota): number {
      const at = now();
      // What is ahead of the clock was before it was set back.
      const recent = (shared.get(bucket) ?? []).filter((madeAt) => at - madeAt < windowMs && madeAt <= at);
      shared.set(bucket, recent);
      const ours = Math.max(1, Math.floor(requests * share));
      const [first = at] = recent.slice(-ours);
      if (recent.length >= ours) return first + windowMs - at;
      recent.push(at);
      return 0;
    },
  };
}

const newBucket = (): Bucket => ({
  blockedFrom: 0,
  blockedUntil: 0,
  remaining: undefined,
  resetAt: 0,
  toldAt: 0,
  limit: 0,
  pending: 0,
});

function learn(bucket: Bucket, lesson: Lesson, at: number): void {
  if (lesson.blockedMs !== undefined && at + lesson.blockedMs > bucket.blockedUntil) {
    bucket.blockedFrom = at;
    bucket.blockedUntil = at + lesson.blockedMs;
  }
  if (lesson.remaining === undefined || lesson.resetMs === undefined) return;
  const resetAt = at + lesson.resetMs;
  const isNewWindow = bucket.remaining === undefined || resetAt > bucket.resetAt + SAME_WINDOW_MS;
  // An answer of a window that is over.
  if (!isNewWindow && resetAt < bucket.resetAt - SAME_WINDOW_MS) return;
  bucket.remaining = isNewWindow ? lesson.remaining : Math.min(bucket.remaining ?? Infinity, lesson.remaining);
  if (isNewWindow) bucket.resetAt = resetAt;
  bucket.toldAt = at;
  bucket.limit = Math.max(lesson.limit ?? 0, lesson.remaining, isNewWindow ? 0 : bucket.limit);
}
