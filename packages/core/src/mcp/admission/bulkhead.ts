/** How many may be inside at the same time: of each key, and of all keys together. */
export interface Bulkhead {
  /**
   * Comes in at once where there is room, else waits in line.
   *
   * @returns what leaves again; undefined when there was no room in time, or the line is full.
   */
  enter(key: string, patience: Patience): Leave | Promise<Leave | undefined>;
}

type Leave = () => void;

interface Patience {
  waitMs: number;
  signal: AbortSignal;
}

interface Waiting {
  key: string;
  come(leave: Leave): void;
}

/** So many times its width, a line may be long: whoever comes then would only wait in vain. */
const LINE_PER_PLACE = 16;

export function createBulkhead({ perKey, inAll }: { perKey: number; inAll: number }): Bulkhead {
  const inside = new Map<string, number>();
  const line = new Set<Waiting>();
  const lineOf = new Map<string, number>();
  let all = 0;

  const count = (counts: Map<string, number>, key: string, change: number) => {
    const next = (counts.get(key) ?? 0) + change;
    if (next === 0) counts.delete(key);
    else counts.set(key, next);
  };
  const hasRoom = (key: string) => all < inAll && (inside.get(key) ?? 0) < perKey;
  const place = (key: string): Leave => {
    all += 1;
    count(inside, key, 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      all -= 1;
      count(inside, key, -1);
      if (line.size > 0) letIn();
    };
  };
  const leaveLine = (waiting: Waiting) => {
    if (line.delete(waiting)) count(lineOf, waiting.key, -1);
  };
  const letIn = () => {
    for (const waiting of line) {
      if (all >= inAll) return;
      if (!hasRoom(waiting.key)) continue;
      leaveLine(waiting);
      waiting.come(place(waiting.key));
    }
  };

  return {
    enter(key, { waitMs, signal }) {
      if (hasRoom(key)) return place(key);
      const full = (lineOf.get(key) ?? 0) >= perKey * LINE_PER_PLACE || line.size >= inAll * LINE_PER_PLACE;
      if (full || waitMs <= 0 || signal.aborted) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const settle = (leave: Leave | undefined) => {
          clearTimeout(timer);
          signal.removeEventListener("abort", giveUp);
          resolve(leave);
        };
        const waiting: Waiting = { key, come: settle };
        const giveUp = () => {
          leaveLine(waiting);
          settle(undefined);
        };
        const timer = setTimeout(giveUp, waitMs);
        signal.addEventListener("abort", giveUp, { once: true });
        line.add(waiting);
        count(lineOf, key, 1);
      });
    },
  };
}
