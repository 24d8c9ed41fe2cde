import { stopError, type WorkScope } from "./deadline.ts";

/** Lets callers who ask for the same thing at the same time share one piece of work. */
export interface SingleFlight<Result> {
  /**
   * Joins the work under `key`, or starts it with `run`. A caller whose scope ends leaves alone, with stopError; when
   * the last one has left, the work's own scope is aborted. `led` tells whether this caller started it.
   *
   * @param caller.since only work that began then or later will do (`performance.now()`): what is under way since longer is
   * waited for, a second at most, and one piece of work after it serves all who came meanwhile.
   */
  join(
    key: string,
    caller: { scope: WorkScope; host: string; since: number },
    run: (scope: WorkScope) => Promise<Result>,
  ): Promise<{ result: Result; led: boolean }>;
}

interface Flight<Result> {
  readonly controller: AbortController;
  readonly waiting: Set<WorkScope>;
  readonly work: Promise<Result>;
  /** Not yet: later than anything. */
  readonly begun: { at: number };
}

/** How long what is under way keeps the next one waiting, in milliseconds: work that is quicker than this is shared. */
const TURN_MS = 1_000;

export function createSingleFlight<Result>({ turnMs = TURN_MS } = {}): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  const start = (
    key: string,
    before: Flight<Result> | undefined,
    run: (scope: WorkScope) => Promise<Result>,
  ): Flight<Result> => {
    const controller = new AbortController();
    const waiting = new Set<WorkScope>();
    const begun = { at: Infinity };
    const scope: WorkScope = {
      signal: controller.signal,
      // As long as anyone still waits: each caller keeps its own deadline.
      get deadlineAt() {
        return Math.max(...[...waiting].map(({ deadlineAt }) => deadlineAt));
      },
    };
    const begin = () => {
      begun.at = performance.now();
      return run(scope);
    };
    // Started a microtask later, when the first caller is among those waiting.
    const work = (before === undefined ? Promise.resolve() : turn(before.work, turnMs)).then(begin);
    const flight = { controller, waiting, work, begun };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    work.then(land, land);
    flights.set(key, flight);
    return flight;
  };

  return {
    join(key, { scope, host, since }, run) {
      const running = flights.get(key);
      const joined = running !== undefined && running.begun.at >= since ? running : undefined;
      const flight = joined ?? start(key, running, run);
      flight.waiting.add(scope);
      return new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          scope.signal.removeEventListener("abort", leave);
          flight.waiting.delete(scope);
          act();
        };
        const leave = () => {
          settle(() => reject(stopError(scope.signal, { sent: true, host })));
          if (flight.waiting.size > 0) return;
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(scope.signal.reason);
        };
        if (scope.signal.aborted) return leave();
        scope.signal.addEventListener("abort", leave, { once: true });
        flight.work.then(
          (result) => settle(() => resolve({ result, led: joined === undefined })),
          (error: unknown) => settle(() => reject(error)),
        );
      });
    },
  };
}

/** Resolves when the work has ended, or has taken so long that nobody should wait for it. */
async function turn(work: Promise<unknown>, turnMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, turnMs)));
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
