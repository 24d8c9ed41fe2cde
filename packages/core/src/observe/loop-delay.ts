import { monitorEventLoopDelay } from "node:perf_hooks";

/** How late the event loop is: what every answer waits at least. */
export interface LoopDelay {
  /** Of the last five seconds or so, in milliseconds. */
  p99Ms(): number;
}

const RESOLUTION_MS = 20;
/** Long enough that one pause of the garbage collector is not the hundredth part. */
const WINDOW_MS = 5_000;
const NS_PER_MS = 1e6;

let shared: LoopDelay | undefined;

/** The delay of this process; there is one event loop, and one histogram of it. */
export function loopDelay(): LoopDelay {
  return (shared ??= measured(monitorEventLoopDelay({ resolution: RESOLUTION_MS })));
}

function measured(histogram: ReturnType<typeof monitorEventLoopDelay>): LoopDelay {
  histogram.enable();
  let delayMs = 0;
  let since = performance.now();
  return {
    p99Ms() {
      const now = performance.now();
      if (now - since < WINDOW_MS) return delayMs;
      // The histogram holds times between two ticks, of which its own resolution is no delay.
      delayMs = Math.max(0, histogram.percentile(99) / NS_PER_MS - RESOLUTION_MS);
      histogram.reset();
      since = now;
      return delayMs;
    },
  };
}
