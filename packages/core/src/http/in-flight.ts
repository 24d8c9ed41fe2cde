import type { ServerResponse } from "node:http";
import type { Level } from "../observe/index.ts";

/** The responses that are not closed yet. */
export interface InFlight {
  /** Counts a response until it is closed. Open-ended ones are streams that nobody waits for. */
  enter(res: ServerResponse, openEnded: boolean): void;
  readonly calls: number;
  readonly streams: number;
  /** Resolves when there is none left; at once where there is none. */
  noCalls(): Promise<void>;
  noStreams(): Promise<void>;
}

export function createInFlight(levels: { inFlight: Level; sseStreams: Level }): InFlight {
  const calls = counter(levels.inFlight);
  const streams = counter(levels.sseStreams);
  return {
    enter(res, openEnded) {
      const one = openEnded ? streams : calls;
      one.up();
      res.once("close", one.down);
    },
    get calls() {
      return calls.count();
    },
    get streams() {
      return streams.count();
    },
    noCalls: () => calls.none(),
    noStreams: () => streams.none(),
  };
}

function counter(level: Level) {
  let count = 0;
  let waiting: (() => void)[] = [];
  return {
    count: () => count,
    up: () => {
      count += 1;
      level.inc();
    },
    down: () => {
      count -= 1;
      level.dec();
      if (count > 0 || waiting.length === 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    none: () => (count === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve))),
  };
}
