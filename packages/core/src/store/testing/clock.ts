/** A clock that moves when it is told to. */
export interface TestClock {
  now: () => number;
  advance(ms: number): void;
}

export function testClock(startMs = Date.UTC(2026, 10, 22)): TestClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}
