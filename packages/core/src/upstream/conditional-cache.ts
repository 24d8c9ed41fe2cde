import type { Cache, Place, Standing } from "../cache/index.ts";
import { bytesOf, type StoredAnswer } from "./stored-answer.ts";
import { decodeAnswer, encodeAnswer } from "./stored-answer-bytes.ts";
import type { WireAnswer } from "./exchange.ts";

interface Reading {
  readonly standing: Standing;
  /** Milliseconds, taken before the request was sent. */
  readonly startedAt: number;
  /** Taken before the request was sent. */
  readonly order: number;
  /** For how long to keep an answer that has nothing to revalidate it with. */
  readonly freshMs: number;
}

export interface ConditionalCache {
  /** False: there is nothing behind this process. */
  readonly shared: boolean;
  /** Looks in this process. */
  peek(place: Place): StoredAnswer | undefined;
  /** Looks in this process and behind it: the answer that the vendor has confirmed last. */
  find(place: Place): Promise<StoredAnswer | undefined>;
  /** Whether an answer is younger than `freshMs`, and no write came after it. */
  isFresh(stored: StoredAnswer, freshMs: number, standing: Standing): boolean;
  /** Takes note of an answer. Returns what stands for it: for a 304 the stored 200 with the new headers. */
  settle(place: Place, used: StoredAnswer | undefined, answer: WireAnswer, reading: Reading): WireAnswer;
  /** `Shelf.claim`: makes this replica the one that reads what is stored nowhere. */
  claim(place: Place): Promise<(() => void) | undefined>;
}

const maxBytes = 32 * 1024 * 1024;
const maxEntryBytes = 256 * 1024;

/** How long an answer is worth asking the vendor about. */
const keepMs = 60 * 60_000;
/** So often other replicas learn that an answer is still what the vendor has. */
const tellEveryMs = 60_000;

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
 * Place of a read: never shared between credentials, whatever Cache-Control or Vary say. Every header the caller set
 * belongs to it (Accept, the API version, Range), which makes it right for any Vary.
 */
export function cachePlace({ partition }: Standing, url: URL, headers: Headers): Place {
  let key = `GET|${url.href}`;
  for (const [name, value] of headers) if (!perCallHeaders.has(name)) key += `|${name}:${value}`;
  return { partition, key };
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

export function createConditionalCache(cache: Cache, now: () => number): ConditionalCache {
  const shelf = cache.shelf<StoredAnswer>({
    name: "answers",
    maxBytes,
    maxEntryBytes,
    bytesOf: ({ bytes }) => bytes,
    encode: (answer) => encodeAnswer(answer, now()),
    decode: (bytes, heldMs) => decodeAnswer(bytes, now() - heldMs),
    choose: (held, found) => (found.validatedAt > held.validatedAt ? { ...found, order: held.order } : held),
  });

  const store = (place: Place, answer: StoredAnswer, forMs: number, here: boolean) => {
    // Of two reads in flight the one that began later knows more.
    if ((shelf.peek(place)?.order ?? 0) <= answer.order) shelf.put(place, answer, forMs, here);
  };

  return {
    shared: shelf.shared,
    peek: (place) => shelf.peek(place),
    find: async (place) => (shelf.shared ? await shelf.find(place) : undefined) ?? shelf.peek(place),
    isFresh(stored, freshMs, { written, certain }) {
      if (!certain || stored.written !== written) return false;
      const ageMs = now() - stored.validatedAt;
      // A negative age is a clock set back.
      return ageMs >= 0 && ageMs < freshMs;
    },
    settle(place, used, answer, { standing, startedAt, order, freshMs }) {
      const { written } = standing;
      if (answer.status === 304 && used) {
        const headers = completed(answer.headers, used.headers);
        const revalidated = { ...used, headers, validatedAt: startedAt, written, order };
        if (!isStorable(answer.headers)) shelf.drop(place);
        else store(place, revalidated, keepMs, freshMs === 0 && startedAt - used.validatedAt < tellEveryMs);
        return revalidated;
      }
      if (revoked.has(answer.status) && used) shelf.drop(place);
      if (answer.status !== 200 || !(answer.body instanceof Uint8Array)) return answer;
      const hasValidator = answer.headers.has("etag") || answer.headers.has("last-modified");
      const forMs = hasValidator ? keepMs : freshMs;
      if (isStorable(answer.headers) && forMs > 0) {
        const { statusText, headers, body } = answer;
        const bytes = body.byteLength + bytesOf(headers);
        const stored = {
          status: 200 as const,
          statusText,
          headers,
          body,
          validatedAt: startedAt,
          written,
          order,
          bytes,
        };
        store(place, stored, forMs, false);
      } else if (used) {
        shelf.drop(place);
      }
      return answer;
    },
    claim: (place) => shelf.claim(place),
  };
}

const isStorable = (headers: Headers) =>
  !/(^|[\s,])no-store\b/i.test(headers.get("cache-control") ?? "") && headers.get("vary")?.trim() !== "*";

/** Lays the headers of a 304 over those of the answer it confirms. */
function completed(update: Headers, stored: Headers): Headers {
  for (const [name, value] of stored) if (bodyHeaders.has(name) || !update.has(name)) update.set(name, value);
  return update;
}
