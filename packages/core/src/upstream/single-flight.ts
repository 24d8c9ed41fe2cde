import { stopError, type WorkScope } from "./deadline.ts";

/** Lets callers who ask for the same thing at the same time share one piece of work. */
export interface SingleFlight<Result> {
  /**
   * Joins the work under `key`, or starts it with `run`. A caller whose scope ends leaves alone, with stopError; when
   * the last one has left, the work's own scope is aborted. `led` tells whether this caller started it.
   */
  join(
    key: string,
    scope: WorkScope,
    host: string,
    run: (scope: WorkScope) => Promise<Result>,
  ): Promise<{ result: Result; led: boolean }>;
}

interface Flight<Result> {
  readonly controller: AbortController;
  readonly waiting: Set<WorkScope>;
  readonly work: Promise<Result>;
}

export function createSingleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  const start = (key: string, run: (scope: WorkScope) => Promise<Result>): Flight<Result> => {
    const controller = new AbortController();
    const waiting = new Set<WorkScope>();
    const scope: WorkScope = {
      signal: controller.signal,
      // As long as anyone still waits: each caller keeps its own deadline.
      get deadlineAt() {
        return Math.max(...[...waiting].map(({ deadlineAt }) => deadlineAt));
      },
    };
    // Started a microtask later, when the first caller is among those waiting.
    const work = Promise.resolve().then(() => run(scope));
    const flight = { controller, waiting, work };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    work.then(land, land);
    flights.set(key, flight);
    return flight;
  };

  return {
    join(key, scope, host, run) {
      const running = flights.get(key);
      const flight = running ?? start(key, run);
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
          (result) => settle(() => resolve({ result, led: running === undefined })),
          (error: unknown) => settle(() => reject(error)),
        );
      });
    },
  };
}
