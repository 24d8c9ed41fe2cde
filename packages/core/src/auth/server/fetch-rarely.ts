import { LRUCache } from "lru-cache";
import { readLimited } from "../vendor/read-limited.ts";

const MAX_ADDRESSES = 200;

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * Asks an address once in a while, whatever came of it and however many want to know: strangers name the addresses, and must
 * not make us a means to flood others.
 *
 * @param options.everyMs Milliseconds for which an answer, or a failure, is given again.
 * @param options.maxBytes Longer answers are failures.
 */
export function fetchRarely(
  fetch: typeof globalThis.fetch,
  { everyMs, maxBytes, now = Date.now }: { everyMs: number; maxBytes: number; now?: () => number },
): (url: string, init: RequestInit) => Promise<Response> {
  const lately = new LRUCache<string, Promise<Answer>>({
    max: MAX_ADDRESSES,
    ttl: everyMs,
    ttlResolution: 0,
    perf: { now },
  });
  const ask = async (url: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await readLimited(response, maxBytes) };
  };
  return async (url, init) => {
    const answer = lately.get(url) ?? ask(url, init);
    lately.set(url, answer, { noUpdateTTL: true });
    const { status, headers, text } = await answer;
    return new Response(text === "" ? null : text, { status, headers });
  };
}
