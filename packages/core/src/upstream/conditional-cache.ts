import { createMemoryCache } from "../cache/index.ts";
import type { WireAnswer } from "./exchange.ts";

/** A stored 200 of one credential. */
export interface StoredAnswer {
  readonly status: 200;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When the vendor last said that this is what it has. */
  readonly validatedAt: number;
  /** Its place in the order of reads and writes. */
  readonly mark: number;
  readonly bytes: number;
}

interface Reading {
  /** Milliseconds, taken before the request was sent. */
  startedAt: number;
  /** The mark of the read, taken before the request was sent. */
  mark: number;
  /** Whether to keep an answer that has nothing to revalidate it with. */
  keepWithoutValidator: boolean;
}

export interface ConditionalCache {
  get(key: string): StoredAnswer | undefined;
  /** The stored answer, if it is younger than `freshMs` and no write came after it. */
  fresh(key: string, freshMs: number, freshFrom: number): StoredAnswer | undefined;
  /** Takes note of an answer. Returns what stands for it: for a 304 the stored 200 with the new headers. */
  settle(key: string, used: StoredAnswer | undefined, answer: WireAnswer, reading: Reading): WireAnswer;
  dropPartition(partition: string): void;
}

const maxBytes = 32 * 1024 * 1024;
const maxEntryBytes = 1024 * 1024;

/** What a credential may no longer see under this URL, or nobody can. */
const revoked = new Set([401, 403, 404, 410]);

/** Headers that may differ between two calls and still mean the same request. */
const perCallHeaders = new Set(["user-agent", "traceparent", "tracestate", "baggage", "x-request-id"]);

/** A 304 describes the stored answer anew (RFC 9111 §3.2), except for its body. */
const bodyHeaders = new Set([
  "content-length",
  "content-encoding",
  "content-type",
  "content-range",
  "transfer-encoding",
]);

/**
 * Key of a read: never shared between credentials, whatever Cache-Control or Vary say. Every header the caller set
 * belongs to it (Accept, the API version, Range), which makes it right for any Vary.
 */
export function cacheKey(partition: string, url: URL, headers: Headers): string {
  let key = `${partition}|GET|${url.href}`;
  for (const [name, value] of headers) if (!perCallHeaders.has(name)) key += `|${name}:${value}`;
  return key;
}

/** Whether a caller does its own conditional requests, which are then none of ours. */
export const isConditional = (headers: Headers) =>
  headers.has("if-none-match") ||
  headers.has("if-modified-since") ||
  headers.has("if-match") ||
  headers.has("if-range");

export function addValidators(headers: Headers, stored: StoredAnswer): void {
  const etag = stored.headers.get("etag");
  const modified = stored.headers.get("last-modified");
  if (etag) headers.set("if-none-match", etag);
  if (modified) headers.set("if-modified-since", modified);
}

export function createConditionalCache(now: () => number): ConditionalCache {
  const entries = createMemoryCache<StoredAnswer>({ maxBytes, maxEntryBytes, bytesOf: ({ bytes }) => bytes });

  const store = (key: string, answer: StoredAnswer) => {
    // Of two reads in flight the one that began later knows more.
    if ((entries.get(key)?.mark ?? 0) <= answer.mark) entries.set(key, answer);
  };

  return {
    get: (key) => entries.get(key),
    fresh(key, freshMs, freshFrom) {
      const stored = entries.get(key);
      if (!stored || stored.mark <= freshFrom) return undefined;
      const ageMs = now() - stored.validatedAt;
      // A negative age is a clock set back.
      return ageMs >= 0 && ageMs < freshMs ? stored : undefined;
    },
    settle(key, used, answer, { startedAt, mark, keepWithoutValidator }) {
      if (answer.status === 304 && used) {
        const revalidated = { ...used, headers: completed(answer.headers, used.headers), validatedAt: startedAt, mark };
        if (isStorable(answer.headers)) store(key, revalidated);
        else entries.delete(key);
        return revalidated;
      }
      if (revoked.has(answer.status)) entries.delete(key);
      if (answer.status !== 200 || !(answer.body instanceof Uint8Array)) return answer;
      const hasValidator = answer.headers.has("etag") || answer.headers.has("last-modified");
      if (isStorable(answer.headers) && (hasValidator || keepWithoutValidator)) {
        store(key, {
          status: 200,
          statusText: answer.statusText,
          headers: answer.headers,
          body: answer.body,
          validatedAt: startedAt,
          mark,
          bytes: answer.body.byteLength + bytesOf(answer.headers),
        });
      } else {
        entries.delete(key);
      }
      return answer;
    },
    dropPartition: (partition) => entries.deletePrefix(`${partition}|`),
  };
}

const isStorable = (headers: Headers) =>
  !/(^|[\s,])no-store\b/i.test(headers.get("cache-control") ?? "") && headers.get("vary")?.trim() !== "*";

/** Lays the headers of a 304 over those of the answer it confirms. */
function completed(update: Headers, stored: Headers): Headers {
  for (const [name, value] of stored) if (bodyHeaders.has(name) || !update.has(name)) update.set(name, value);
  return update;
}

function bytesOf(headers: Headers): number {
  let bytes = 200;
  for (const [name, value] of headers) bytes += name.length + value.length + 32;
  return bytes;
}
