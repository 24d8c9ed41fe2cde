import type { Job as BullJob, Worker } from "bullmq";
import { isFinal, JobAbort } from "../job-error.ts";
import { jobJson, MAX_PAYLOAD_CHARACTERS, MAX_PROGRESS_CHARACTERS, shortMessage } from "../job-json.ts";
import type { JobHandler, JobWorker } from "../jobs.ts";
import { backoffAfter } from "../queue-policy.ts";
import { within } from "../within.ts";
import { attemptsOf, CANCELLED } from "./bull-job.ts";
import type { BullmqQueueOptions } from "./bullmq-queue-options.ts";
import type { CancelMarks } from "./cancel-marks.ts";

const GRACE_MS = 10_000;
/** For handlers to notice that their signal has aborted. */
const LAST_WORDS_MS = 1_000;
/** A message that cancels a job can be lost; the mark is looked at so often, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** Every so often one of the workers looks for jobs whose worker is gone; two looks find one. */
const STALLED_LOOK_MS = 2_000;

interface Running {
  controller: AbortController;
  done: Promise<unknown>;
}

export function startBullmqWorker(
  options: BullmqQueueOptions & { marks: CancelMarks },
  handler: JobHandler,
  concurrency: number,
): JobWorker {
  const { bullmq, name, policy, prefix, connections, marks, onError } = options;
  const running = new Map<string, Running>();
  const connection = connections.patient();

  const abort = (id: string, why: JobAbort["why"]) => running.get(id)?.controller.abort(new JobAbort(why));
  const worker: Worker = new bullmq.Worker(name, (job, token) => track(job, token), {
    connection,
    prefix,
    concurrency,
    lockDuration: policy.leaseMs,
    stalledInterval: Math.min(STALLED_LOOK_MS, policy.leaseMs),
    maxStalledCount: policy.maxAttempts - 1,
    settings: { backoffStrategy: (attempts) => backoffAfter(policy, attempts) },
  });
  worker.on("error", onError);
  worker.on("lockRenewalFailed", (ids) => ids.forEach((id) => abort(id, "lost")));
  worker.on("completed", (job) => settle(job, "completed"));
  worker.on("failed", (job) => {
    if (job === undefined) return;
    if (job.finishedOn === undefined) return tell(job, "retried");
    settle(job, job.failedReason === CANCELLED ? "cancelled" : "failed");
  });
  const stopHearing = connections.onCancel(name, (id) => abort(id, "cancelled"));
  const looking = setInterval(() => {
    for (const id of running.keys()) {
      marks.has(id).then((cancelled) => cancelled && abort(id, "cancelled"), onError);
    }
  }, LOOK_EVERY_MS).unref();

  function track(job: BullJob, token: string | undefined): Promise<unknown> {
    const id = job.id ?? "";
    const controller = new AbortController();
    const done = work(job, token, controller.signal).finally(() => running.delete(id));
    running.set(id, { controller, done });
    return done;
  }

  async function work(job: BullJob, token: string | undefined, signal: AbortSignal): Promise<unknown> {
    const id = job.id ?? "";
    try {
      if (await marks.has(id)) throw new bullmq.UnrecoverableError(CANCELLED);
      signal.throwIfAborted();
      const payload = job.data as unknown;
      const progress = (value: unknown) => report(job, value);
      const result = await handler({ id, payload, attempt: attemptsOf(job) + 1, signal, progress });
      jobJson(result, MAX_PAYLOAD_CHARACTERS, "result");
      return result ?? null;
    } catch (error) {
      const why = signal.reason instanceof JobAbort ? signal.reason.why : undefined;
      if (why === "shutdown") {
        await job.moveToWait(token);
        tell(job, "given_back");
        throw new bullmq.WaitingError();
      }
      if (why === "cancelled") throw new bullmq.UnrecoverableError(CANCELLED);
      throw isFinal(error) ? new bullmq.UnrecoverableError(shortMessage(error)) : error;
    }
  }

  function report(job: BullJob, value: unknown): void {
    jobJson(value, MAX_PROGRESS_CHARACTERS, "progress");
    connections.publish({ queue: name, id: job.id ?? "", kind: "progress", progress: value });
    job.updateProgress({ value }).catch(onError);
  }

  function tell(
    { processedOn = Date.now() }: BullJob,
    outcome: "completed" | "retried" | "failed" | "cancelled" | "given_back",
  ) {
    options.observe({ queue: name, outcome, durationMs: Date.now() - processedOn });
  }

  function settle(job: BullJob, outcome: "completed" | "failed" | "cancelled"): void {
    tell(job, outcome);
    connections.publish({ queue: name, id: job.id ?? "", kind: "settled" });
  }

  return {
    async close(graceMs = GRACE_MS) {
      const closed = worker.close();
      const all = Promise.allSettled([...running.values()].map(({ done }) => done));
      await within(graceMs, all);
      for (const id of running.keys()) abort(id, "shutdown");
      await within(LAST_WORDS_MS, closed);
      clearInterval(looking);
      stopHearing();
      // One that does not listen is taken over by others when its lease has run out.
      if (running.size > 0) await worker.close(true);
    },
  };
}
