import type { Candidate } from "./candidate.ts";

/** How far back a parser can reach: a verdict often comes long after the lines it judges (`go test -v`, Surefire). */
export const LOOKBACK_LINES = 256;

export interface Lookback {
  push(candidate: Candidate): void;
  /** The waiting line of this number, if it has not left yet. */
  at(number: number): Candidate | undefined;
  flush(): void;
}

/** Delays lines by `LOOKBACK_LINES`, then hands them to `onLeave` in order. */
export function createLookback(onLeave: (candidate: Candidate) => void): Lookback {
  const ring: (Candidate | undefined)[] = Array.from({ length: LOOKBACK_LINES }, () => undefined);
  let oldest = 0;
  let next = 0;
  return {
    push(candidate) {
      const slot = candidate.number % LOOKBACK_LINES;
      const leaving = ring[slot];
      if (leaving !== undefined) onLeave(leaving);
      ring[slot] = candidate;
      next = candidate.number + 1;
      oldest = Math.max(oldest, next - LOOKBACK_LINES);
    },
    at(number) {
      const found = ring[number % LOOKBACK_LINES];
      return found?.number === number ? found : undefined;
    },
    flush() {
      for (let number = oldest; number < next; number += 1) {
        const slot = number % LOOKBACK_LINES;
        const waiting = ring[slot];
        if (waiting?.number !== number) continue;
        ring[slot] = undefined;
        onLeave(waiting);
      }
    },
  };
}
