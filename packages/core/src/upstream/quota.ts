import { LRUCache } from "lru-cache";
import { quotaResetMs, retryAfterMs } from "./retry-after.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { UpstreamTarget } from "./upstream-target.ts";

/** What is known of one credential's spent quotas: until when which bucket is closed. */
export type Blocks = Map<string, { fromMs: number; untilMs: number }>;

/** The bucket that stands for the whole credential. */
const everything = "*";

/** A limit without any header: what GitHub asks for after a secondary one. */
const unknownWaitMs = 60_000;

/** No header may silence a credential for longer; after that one call asks again. */
const longestBlockMs = 60 * 60_000;

interface Question {
  method: string;
  url: URL;
}

export interface Quota {
  /** @throws UpstreamError rate_limited, unsent, while the request's quota is known to be spent */
  check(blocks: Blocks, request: Question): void;
  /** Learns from an answer. Returns the error of an answer that says "too many", undefined for any other. */
  learn(
    blocks: Blocks,
    request: Question,
    answer: { status: number; headers: Headers; text: () => string },
  ): UpstreamError | undefined;
}

export function createQuota(target: UpstreamTarget, now: () => number): Quota {
  const learntBuckets = new LRUCache<string, string>({ max: 2_000 });

  const close = (blocks: Blocks, buckets: readonly string[], waitMs: number) => {
    const fromMs = now();
    for (const bucket of buckets) blocks.set(bucket, { fromMs, untilMs: fromMs + Math.min(waitMs, longestBlockMs) });
  };

  return {
    check(blocks, request) {
      if (blocks.size === 0) return;
      const at = now();
      for (const bucket of [everything, target.bucketOf?.(request) ?? learntBuckets.get(routeOf(request.url))]) {
        const block = bucket === undefined ? undefined : blocks.get(bucket);
        if (!bucket || !block) continue;
        // A clock set back ends a block: better one refused call than an hour's silence.
        if (at >= block.untilMs || at < block.fromMs) blocks.delete(bucket);
        else throw limited(request.url.host, block.untilMs - at, bucket, false);
      }
    },

    learn(blocks, request, { status, headers, text }) {
      const bucket = target.quotaBucket?.(headers);
      if (bucket !== undefined) learntBuckets.set(routeOf(request.url), bucket);
      const buckets = [...new Set([bucket, target.bucketOf?.(request)])].filter((name) => name !== undefined);
      if (buckets.length === 0) buckets.push(everything);

      const at = now();
      const resetMs = quotaResetMs(headers, at);
      const askedMs = retryAfterMs(headers, at);
      const refused = status === 429 || (status === 403 && (askedMs !== undefined || resetMs !== undefined));
      const secondary = status >= 400 && status <= 499 && (target.secondaryLimit?.(status, headers, text()) ?? false);
      if (!refused && !secondary) {
        if (resetMs !== undefined) close(blocks, buckets, resetMs);
        return undefined;
      }
      const waitMs = askedMs ?? resetMs ?? unknownWaitMs;
      // A secondary limit is about the caller, not about one quota.
      const closed = secondary ? [everything] : buckets;
      close(blocks, closed, waitMs);
      return limited(request.url.host, waitMs, closed[0] ?? everything, true);
    },
  };
}

const limited = (host: string, waitMs: number, bucket: string, sent: boolean) =>
  new UpstreamError("rate_limited", {
    sent,
    host,
    retryAfterMs: waitMs,
    bucket: bucket === everything ? undefined : bucket,
  });

/** Enough of the path to tell the parts of an API from each other, without a name for every object in it. */
const routeOf = (url: URL) => url.host + url.pathname.split("/", 6).slice(0, 5).join("/");
