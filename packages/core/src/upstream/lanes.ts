import { stopError, type WorkScope } from "./deadline.ts";

/** Turns at the vendor for one credential: some reads at once, one write at a time. A turn ends by calling it back. */
export interface Lanes {
  read(scope: WorkScope, host: string): Promise<() => void>;
  /** @param call Whose write it is: those of one call, such as the parts of a commit, follow each other without a pause. */
  write(scope: WorkScope, host: string, call: object): Promise<() => void>;
}

export interface LaneOptions {
  reads: number;
  /** Milliseconds from one call's write to another's. */
  writeSpacingMs: number;
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export function createLanes({ reads, writeSpacingMs, now, sleep }: LaneOptions): Lanes {
  const reading = createTurns(reads);
  const writing = createTurns(1);
  let lastWriteAt = Number.NEGATIVE_INFINITY;
  let lastWriter = new WeakRef<object>({});
  return {
    read: (scope, host) => reading(scope, host),
    async write(scope, host, call) {
      const release = await writing(scope, host);
      // A clock set back must not lengthen the wait.
      const waitMs = Math.min(lastWriteAt + writeSpacingMs - now(), writeSpacingMs);
      if (waitMs > 0 && lastWriter.deref() !== call) await sleep(waitMs, scope.signal);
      if (scope.signal.aborted) {
        release();
        throw stopError(scope.signal, { sent: false, host });
      }
      lastWriteAt = now();
      lastWriter = new WeakRef(call);
      return release;
    },
  };
}

/** A first-come, first-served queue for `width` turns. */
function createTurns(width: number) {
  const waiting = new Set<() => void>();
  let free = width;

  const release = () => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };

  return async function take({ signal }: WorkScope, host: string): Promise<() => void> {
    if (signal.aborted) throw stopError(signal, { sent: false, host });
    if (free > 0) {
      free -= 1;
      return once(release);
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(enter);
        reject(stopError(signal, { sent: false, host }));
      };
      const enter = () => {
        waiting.delete(enter);
        signal.removeEventListener("abort", leave);
        resolve(once(release));
      };
      waiting.add(enter);
      signal.addEventListener("abort", leave, { once: true });
    });
  };
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
