import type { Candidate } from "./candidate.ts";

/** How far back a parser can reach: a verdict often comes long after the lines it judges (`go test -v`, Surefire). */
export const LOOKBACK_LINES = 256;

export interface Lookback {
  /** A place for the next line, to be filled in; the line that had it leaves. */
  next(number: number): Candidate;
  /** The waiting line of this number, if it has not left yet. */
  at(number: number): Candidate | undefined;
  flush(): void;
}

const EMPTY = 0;

/** Delays lines by `LOOKBACK_LINES`, then hands them to `onLeave` in order. */
export function createLookback(onLeave: (candidate: Candidate) => void): Lookback {
  const ring = Array.from({ length: LOOKBACK_LINES }, (): Candidate => ({
    number: EMPTY,
    text: "",
    verdict: false,
    border: false,
    section: 0,
    score: 0,
    confirmed: false,
    class: undefined,
  }));
  let last = 0;
  const slot = (number: number): Candidate => {
    const candidate = ring[number % LOOKBACK_LINES];
    if (candidate === undefined) throw new RangeError(`no line ${number}`);
    return candidate;
  };
  const leave = (candidate: Candidate): void => {
    if (candidate.number !== EMPTY) onLeave(candidate);
    candidate.number = EMPTY;
    candidate.text = "";
  };
  return {
    next(number) {
      const candidate = slot(number);
      leave(candidate);
      candidate.number = number;
      last = number;
      return candidate;
    },
    at(number) {
      const candidate = slot(number);
      return candidate.number === number ? candidate : undefined;
    },
    flush() {
      for (let number = Math.max(1, last - LOOKBACK_LINES + 1); number <= last; number += 1) {
        const candidate = slot(number);
        if (candidate.number === number) leave(candidate);
      }
    },
  };
}
