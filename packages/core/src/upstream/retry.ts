import { stopError, type WorkScope } from "./deadline.ts";
import { retryAfterMs } from "./retry-after.ts";
import { UpstreamError } from "./upstream-error.ts";

export interface RetryOptions {
  readonly maxRetries: number;
  readonly maxInlineWaitMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

const firstBackoffMs = 100;

/** A gateway that is busy or lost its backend; a 500 is the vendor's own answer and would be the same again. */
const passing = new Set([502, 503, 504]);

/**
 * Repeats a read while that may help: lost connections, 502/503/504, and limits that end within `maxInlineWaitMs`;
 * always inside the scope's deadline. When nothing helps, the last answer or error is the result. Never for writes.
 */
export async function repeatRead<Answer extends { status: number; headers: Headers }>(
  options: RetryOptions,
  scope: WorkScope,
  host: string,
  attempt: (index: number) => Promise<Answer>,
): Promise<Answer> {
  for (let index = 0; ; index += 1) {
    const outcome = await settled(attempt(index));
    const waitMs = index < options.maxRetries ? waitBefore(outcome, index, options) : undefined;
    if (waitMs === undefined || options.now() + waitMs >= scope.deadlineAt) {
      if ("error" in outcome) throw outcome.error;
      return outcome.answer;
    }
    await options.sleep(waitMs, scope.signal);
    if (scope.signal.aborted) throw stopError(scope.signal, { sent: true, host });
  }
}

type Outcome<Answer> = { answer: Answer } | { error: unknown };

async function settled<Answer>(work: Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { answer: await work };
  } catch (error) {
    return { error };
  }
}

/** Milliseconds to the next attempt; undefined when there should be none. */
function waitBefore(
  outcome: Outcome<{ status: number; headers: Headers }>,
  index: number,
  { maxInlineWaitMs, now }: RetryOptions,
): number | undefined {
  const backoffMs = firstBackoffMs * 2 ** index * (0.5 + Math.random() / 2);
  let askedMs: number | undefined;
  if ("error" in outcome) {
    const { error } = outcome;
    if (!(error instanceof UpstreamError)) return undefined;
    // Held for down: the way there is closed for longer than a retry waits.
    if (error.kind === "unavailable") return error.retryAfterMs === undefined ? backoffMs : undefined;
    // Unsent: a limit learnt from an earlier call, which is not to be waited for.
    if (error.kind !== "rate_limited" || !error.sent) return undefined;
    askedMs = error.retryAfterMs ?? Number.POSITIVE_INFINITY;
  } else {
    if (!passing.has(outcome.answer.status)) return undefined;
    askedMs = retryAfterMs(outcome.answer.headers, now());
    if (askedMs === undefined) return backoffMs;
  }
  // The jitter keeps replicas apart that were told the same second.
  return askedMs <= maxInlineWaitMs ? askedMs + 5 + Math.random() * 45 : undefined;
}
