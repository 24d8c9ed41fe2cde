import { UpstreamError } from "./upstream-error.ts";

/** How long a piece of work may go on: aborted by its callers or by its deadline, whichever comes first. */
export interface WorkScope {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
}

export interface CallScope extends WorkScope {
  /** Stops the clock and lets go of the callers' signals. */
  dispose(): void;
}

/** setTimeout takes no more than this. */
const longestTimerMs = 2 ** 31 - 1;

/** Opens the scope of one fetch call. */
export function openScope(
  signals: readonly (AbortSignal | undefined)[],
  deadlineAt: number,
  now: () => number,
): CallScope {
  const controller = new AbortController();
  const sources = signals.filter((signal) => signal !== undefined);
  const cancel = () => {
    const reason: unknown = sources.find(({ aborted }) => aborted)?.reason;
    controller.abort(
      new UpstreamError("cancelled", { sent: false, cause: reason instanceof Error ? reason : undefined }),
    );
  };
  const timer = setTimeout(
    () => controller.abort(new UpstreamError("timeout", { sent: false })),
    Math.min(Math.max(0, deadlineAt - now()), longestTimerMs),
  );
  for (const signal of sources) {
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel, { once: true });
  }
  return {
    signal: controller.signal,
    deadlineAt,
    dispose() {
      clearTimeout(timer);
      for (const signal of sources) signal.removeEventListener("abort", cancel);
    },
  };
}

/**
 * The error for work whose signal was aborted. A cancellation must be a DOMException named AbortError: vendor SDKs take
 * anything else for a failure of the vendor (Octokit turns it into an HttpError 500).
 */
export function stopError(signal: AbortSignal, facts: { sent: boolean; host?: string }): Error {
  const reason: unknown = signal.reason;
  if (reason instanceof UpstreamError && reason.kind === "timeout") return new UpstreamError("timeout", facts);
  const cause = new UpstreamError("cancelled", { ...facts, cause: reason instanceof Error ? reason.cause : undefined });
  return new DOMException("This operation was aborted", { name: "AbortError", cause });
}

/** Waits `ms`, or until `signal` is aborted; the caller looks at the signal. */
export function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    else signal.addEventListener("abort", done, { once: true });
  });
}
