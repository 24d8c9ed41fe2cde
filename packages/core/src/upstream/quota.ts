import { lru } from "../store/index.ts";
import type { Budgets, Lesson } from "./budget/index.ts";
import { stopError, type WorkScope } from "./deadline.ts";
import { quotaWindow, retryAfterMs } from "./retry-after.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { UpstreamTarget } from "./upstream-target.ts";

/** The bucket that stands for the whole credential. */
const everything = "*";

/** A limit without any header: what GitHub asks for after a secondary one. */
const unknownWaitMs = 60_000;

/** No header may silence a credential for longer; after that one call asks again. */
const longestBlockMs = 60 * 60_000;

/** Names of buckets come from vendors, and become keys. */
const longestName = 80;

interface Question {
  method: string;
  url: URL;
}

/** One request's place in the credential's quotas, to be settled once. */
export interface Reservation {
  /** Learns from an answer. Returns the error of an answer that says "too many", undefined for any other. */
  settle(answer: { status: number; headers: Headers; text: () => string }): UpstreamError | undefined;
  /** There was no answer. */
  drop(): void;
}

export interface Quota {
  /**
   * Waits in line for a quota that is free again within `maxInlineWaitMs` and the deadline.
   *
   * @param credential the name that the credential's budgets are kept under
   * @throws UpstreamError rate_limited, unsent, while the request's quota is known to be spent for longer
   */
  reserve(credential: string, request: Question, want: { bulk: boolean; scope: WorkScope }): Promise<Reservation>;
}

export function createQuota(options: {
  target: UpstreamTarget;
  budgets: Budgets;
  maxInlineWaitMs: number;
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}): Quota {
  const { target, budgets, maxInlineWaitMs, now, sleep } = options;
  const learntBuckets = lru<string>(2_000);

  /** Hosts that answer nobody who comes from here. */
  const pauses = new Map<string, { from: number; until: number }>();
  const pauseOf = (host: string): number => {
    const pause = pauses.get(host);
    const at = now();
    if (pause !== undefined && at < pause.until && at >= pause.from) return pause.until - at;
    pauses.delete(host);
    return 0;
  };

  const bucketsOf = (request: Question): string[] => {
    const names = [everything, target.bucketOf?.(request) ?? learntBuckets.get(routeOf(request.url))];
    return [...new Set(names.filter((name) => name !== undefined).map(short))];
  };

  const settle = (
    credential: string,
    request: Question,
    taken: readonly string[],
    { status, headers, text }: { status: number; headers: Headers; text: () => string },
  ): UpstreamError | undefined => {
    const bucket = target.quotaBucket?.(headers);
    if (bucket !== undefined) learntBuckets.set(routeOf(request.url), bucket);
    const named = [bucket, target.bucketOf?.(request)].filter((name) => name !== undefined).map(short);
    const buckets = named.length === 0 ? [everything] : [...new Set(named)];

    const at = now();
    const window = quotaWindow(headers, at);
    const spentMs = window?.remaining === 0 ? window.resetMs : undefined;
    const askedMs = retryAfterMs(headers, at);
    const refused = status === 429 || (status === 403 && (askedMs !== undefined || spentMs !== undefined));
    const secondary = status >= 400 && status <= 499 && (target.secondaryLimit?.(status, headers, text()) ?? false);
    const lessons: Lesson[] = [];
    if (window) {
      const resetMs = Math.min(window.resetMs, longestBlockMs);
      lessons.push(...buckets.map((name) => ({ ...window, resetMs, bucket: name })));
    }
    let error: UpstreamError | undefined;
    if (refused || secondary) {
      const waitMs = askedMs ?? spentMs ?? unknownWaitMs;
      // A secondary limit is about the caller, not about one quota.
      const closed = secondary ? [everything] : buckets;
      if (secondary === "everybody") {
        const from = now();
        pauses.set(request.url.host, { from, until: from + Math.min(waitMs, longestBlockMs) });
      }
      lessons.push(...closed.map((name) => ({ bucket: name, blockedMs: Math.min(waitMs, longestBlockMs) })));
      error = limited(request.url.host, waitMs, closed[0] ?? everything, true);
    }
    budgets.settle(credential, taken, lessons);
    return error;
  };

  return {
    async reserve(credential, request, { bulk, scope }) {
      const buckets = bucketsOf(request);
      const { host } = request.url;
      const shared = target.sharedQuota?.(request);
      const startedAt = now();
      for (;;) {
        const pausedMs = pauseOf(host);
        if (pausedMs > 0) throw limited(host, pausedMs, everything, false);
        const asked = budgets.reserve(credential, { buckets, bulk });
        let { waitMs, bucket = everything } = asked instanceof Promise ? await asked : asked;
        if (waitMs === 0 && shared !== undefined) {
          waitMs = await budgets.take(shared);
          if (waitMs > 0) budgets.settle(credential, buckets, []);
          ({ bucket } = shared);
        }
        if (waitMs === 0) break;
        const patienceMs = Math.min(startedAt + maxInlineWaitMs, scope.deadlineAt) - now();
        if (waitMs > patienceMs) throw limited(host, waitMs, bucket, false);
        // The jitter keeps those apart that wait for the same moment.
        await sleep(waitMs + Math.random() * 20, scope.signal);
        if (scope.signal.aborted) throw stopError(scope.signal, { sent: false, host });
      }
      return {
        settle: (answer) => settle(credential, request, buckets, answer),
        drop: () => budgets.settle(credential, buckets, []),
      };
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

const short = (name: string) => name.slice(0, longestName);

/** Enough of the path to tell the parts of an API from each other, without a name for every object in it. */
const routeOf = (url: URL) => url.host + url.pathname.split("/", 6).slice(0, 5).join("/");
