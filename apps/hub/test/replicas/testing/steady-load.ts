import { setTimeout as sleep } from "node:timers/promises";

/** What became of the calls of a load. */
export interface LoadResult {
  calls: number;
  /** Answered at the first try. */
  first: number;
  /** Not answered at first, and then when the client repeated the call, as it may: it reads, or carries a key. */
  repeated: number;
  /** What no repetition mended. */
  failed: string[];
  /** Answers that send the client to sign in again. */
  signedOut: number;
  longestMs: number;
}

export type Attempt = () => Promise<{ status: number; ok: boolean; text: string }>;

const TRIES = 20;
const PAUSE_MS = 250;

/** Calls at a steady rate, whether or not the calls before have been answered, until it is told to stop. */
export function steadyLoad(perSecond: number, attempt: Attempt): { stop(): Promise<LoadResult> } {
  const result: LoadResult = { calls: 0, first: 0, repeated: 0, failed: [], signedOut: 0, longestMs: 0 };
  const open = new Set<Promise<void>>();

  const call = async (): Promise<void> => {
    result.calls += 1;
    const startedAt = performance.now();
    let told = "";
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const answer = await attempt().catch((error: unknown) => ({ status: 0, ok: false, text: String(error) }));
      if (answer.status === 401) result.signedOut += 1;
      if (answer.ok) {
        result[tries === 1 ? "first" : "repeated"] += 1;
        result.longestMs = Math.max(result.longestMs, performance.now() - startedAt);
        return;
      }
      told = `${answer.status} ${answer.text.slice(0, 300)}`;
      await sleep(PAUSE_MS);
    }
    result.failed.push(told);
  };
  const timer = setInterval(() => {
    const one: Promise<void> = call().finally(() => open.delete(one));
    open.add(one);
  }, 1_000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      return result;
    },
  };
}
