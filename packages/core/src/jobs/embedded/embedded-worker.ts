import { randomUUID } from "node:crypto";
import { isFinal, JobAbort } from "../job-error.ts";
import { jobId } from "../job-id.ts";
import { jobJson, MAX_PAYLOAD_CHARACTERS, MAX_PROGRESS_CHARACTERS, shortMessage } from "../job-json.ts";
import type { JobHandler, JobObservation, JobWorker } from "../jobs.ts";
import { backoffAfter } from "../queue-policy.ts";
import { within } from "../within.ts";
import type { EmbeddedQueue } from "./embedded-queue.ts";
import type { JobRow } from "./job-rows.ts";

interface Running {
  controller: AbortController;
  done: Promise<void>;
}

const GRACE_MS = 10_000;
/** For handlers to notice that their signal has aborted. */
const LAST_WORDS_MS = 1_000;

/** Works on the jobs of one queue: woken when this process adds one, and now and then to see what others have done. */
export function startWorker(queue: EmbeddedQueue, handler: JobHandler, concurrency: number): JobWorker {
  const { rows, policy, name } = queue;
  const owner = randomUUID();
  const running = new Map<string, Running>();
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  let extendedAt = 0;

  const abort = (id: string) => running.get(id)?.controller.abort(new JobAbort("cancelled"));

  /** Takes what is due, as far as there are hands for it. */
  const claim = (): JobRow[] =>
    queue.atomically(() => {
      const now = Date.now();
      for (const { key, every_ms, next_at_ms, payload } of rows.dueSchedules({ queue: name, now })) {
        const id = jobId(name, `${key}@${next_at_ms}`);
        const { maxAttempts, keepMs: keep } = policy;
        rows.insert({ id, queue: name, runAt: now, payload, maxAttempts, keep, now });
        // What fell due while nobody worked is not made up for.
        rows.advanceSchedule({ queue: name, key, next: Math.max(next_at_ms + every_ms, now + 1) });
      }
      const taken = rows.due({ queue: name, now, most: concurrency - running.size });
      for (const { id } of taken) rows.lease({ id, owner, until: now + policy.leaseMs });
      return taken;
    });

  const reap = () => {
    const now = Date.now();
    const lost = rows.abandoned({ queue: name, now });
    for (const { id, state } of lost) if (state !== "waiting") queue.tell({ id, kind: "settled" });
    rows.sweep({ now });
  };

  /** Says that we live, and hears who no longer wants what we do. */
  const extend = () => {
    const now = Date.now();
    const due = now - extendedAt >= policy.leaseMs / 3;
    if (due) extendedAt = now;
    for (const [id, { controller }] of running) {
      const [row] = rows.get({ id, queue: name, now });
      if (row?.cancel_requested === 1) abort(id);
      if (due && rows.extend({ id, owner, until: now + policy.leaseMs }) === 0) controller.abort(new JobAbort("lost"));
    }
  };

  const look = () => {
    clearTimeout(timer);
    let failed = false;
    try {
      extend();
      if (!closing) {
        reap();
        if (running.size < concurrency) for (const row of claim()) start(row);
      }
    } catch (error) {
      failed = true;
      queue.onError(error);
    }
    if (!closing || running.size > 0) timer = setTimeout(look, failed ? queue.pollMs : waitMs()).unref();
  };

  const waitMs = (): number => {
    const atMost = Math.min(queue.pollMs, policy.leaseMs / 3);
    if (closing || running.size >= concurrency) return atMost;
    const [job] = rows.nextRunAt({ queue: name });
    const [schedule] = rows.nextSchedule({ queue: name });
    const next = Math.min(job?.at ?? Infinity, schedule?.at ?? Infinity);
    return Math.max(1, Math.min(atMost, next - Date.now()));
  };

  function start(row: JobRow): void {
    const controller = new AbortController();
    const done = work(row, controller.signal).finally(() => {
      running.delete(row.id);
      wake();
    });
    running.set(row.id, { controller, done });
  }

  async function work(row: JobRow, signal: AbortSignal): Promise<void> {
    const { id } = row;
    const attempt = row.attempts + 1;
    const startedAt = performance.now();
    try {
      const result = await handler({
        id,
        payload: JSON.parse(row.payload) as unknown,
        attempt,
        signal,
        progress: (value) => report(id, value),
      });
      const json = jobJson(result, MAX_PAYLOAD_CHARACTERS, "result");
      if (rows.complete({ id, owner, result: json, now: Date.now() }) === 0) return;
      queue.observe("completed", startedAt);
      queue.tell({ id, kind: "settled" });
    } catch (error) {
      settleFailure(id, attempt, error, signal, startedAt);
    }
  }

  function settleFailure(id: string, attempt: number, error: unknown, signal: AbortSignal, startedAt: number): void {
    const now = Date.now();
    const why = signal.reason instanceof JobAbort ? signal.reason.why : undefined;
    const message = shortMessage(error);
    let outcome: JobObservation["outcome"] = "retried";
    try {
      if (why === "lost") return;
      if (why === "shutdown") {
        rows.giveBack({ id, owner, now });
        outcome = "given_back";
      } else if (why === "cancelled") {
        rows.end({ id, owner, state: "cancelled", error: null, now });
        outcome = "cancelled";
      } else if (isFinal(error) || attempt >= policy.maxAttempts) {
        rows.end({ id, owner, state: "failed", error: message, now });
        outcome = "failed";
      } else {
        rows.retry({ id, owner, error: message, runAt: now + backoffAfter(policy, attempt) });
      }
    } catch (failure) {
      // The lease runs out, and the job is tried again.
      return queue.onError(failure);
    }
    queue.observe(outcome, startedAt);
    if (outcome === "failed" || outcome === "cancelled") queue.tell({ id, kind: "settled" });
  }

  function report(id: string, value: unknown): void {
    rows.progress({ id, owner, progress: jobJson(value, MAX_PROGRESS_CHARACTERS, "progress") });
    queue.tell({ id, kind: "progress", progress: value });
  }

  // Not at once: whoever enqueues a job has its id before it runs.
  const wake = () => {
    soon ??= setImmediate(() => {
      soon = undefined;
      look();
    });
  };
  queue.wakers.add(wake);
  queue.abortRunning.add(abort);
  wake();

  return {
    async close(graceMs = GRACE_MS) {
      closing = true;
      queue.wakers.delete(wake);
      const all = Promise.allSettled([...running.values()].map(({ done }) => done));
      await within(graceMs, all);
      for (const { controller } of running.values()) controller.abort(new JobAbort("shutdown"));
      await within(LAST_WORDS_MS, all);
      // A handler that does not listen loses its job all the same; what it returns later is nobody's.
      for (const id of running.keys()) rows.giveBack({ id, owner, now: Date.now() });
      clearTimeout(timer);
      clearImmediate(soon);
      queue.abortRunning.delete(abort);
    },
  };
}
