import type { DatabaseSync } from "node:sqlite";
import { jobId } from "../job-id.ts";
import { jobJson, MAX_PAYLOAD_CHARACTERS } from "../job-json.ts";
import { createJobListeners } from "../job-listeners.ts";
import type { JobObservation, JobQueue, Jobs, JobWorker } from "../jobs.ts";
import { withDefaults } from "../queue-policy.ts";
import { startWorker } from "./embedded-worker.ts";
import type { EmbeddedQueue } from "./embedded-queue.ts";
import { jobRows, toJob } from "./job-rows.ts";
import { transaction } from "./transaction.ts";

export interface EmbeddedJobsOptions {
  /** Of the migrated schema, opened with `synchronous = FULL`. Whoever opened it closes it. */
  database: DatabaseSync;
  /** How often a worker looks for what other processes have done, in milliseconds. */
  pollMs?: number;
  observe?(observation: JobObservation): void;
  onError(error: unknown): void;
}

/** Jobs as rows of the one SQLite file, worked on in this process or any other one that has the file open. */
export function embeddedJobs({ database, pollMs = 1_000, observe = () => {}, onError }: EmbeddedJobsOptions): Jobs {
  const rows = jobRows(database);
  const queues = new Map<string, JobQueue>();
  const workers = new Set<JobWorker>();

  const open = (name: string, given: Parameters<Jobs["queue"]>[1]): JobQueue => {
    const listeners = createJobListeners(onError);
    const policy = withDefaults(given);
    const wakers = new Set<() => void>();
    const abortRunning = new Set<(id: string) => void>();
    const queue: EmbeddedQueue = {
      name,
      policy,
      rows,
      atomically: (work) => transaction(database, work),
      tell: listeners.tell,
      observe: (outcome, startedAt) => observe({ queue: name, outcome, durationMs: performance.now() - startedAt }),
      onError,
      wakers,
      abortRunning,
      pollMs,
    };
    const insert = (id: string, payload: string, runAt: number): number =>
      rows.insert({
        id,
        queue: name,
        runAt,
        payload,
        maxAttempts: policy.maxAttempts,
        keep: policy.keepMs,
        now: Date.now(),
      });
    return {
      async enqueue(payload, { key, delayMs = 0 } = {}) {
        const id = jobId(name, key);
        const json = jobJson(payload, MAX_PAYLOAD_CHARACTERS, "payload");
        transaction(database, () => {
          if (key !== undefined) rows.forget({ id, now: Date.now() });
          insert(id, json, Date.now() + delayMs);
        });
        for (const wake of wakers) wake();
        return id;
      },
      async schedule(key, everyMs, payload) {
        const json = jobJson(payload, MAX_PAYLOAD_CHARACTERS, "payload");
        rows.setSchedule({ queue: name, key, every: everyMs, next: Date.now() + everyMs, payload: json });
        for (const wake of wakers) wake();
      },
      unschedule: async (key) => rows.removeSchedule({ queue: name, key }) > 0,
      async cancel(id) {
        if (rows.cancelWaiting({ id, queue: name, now: Date.now() }) > 0) {
          listeners.tell({ id, kind: "settled" });
          return true;
        }
        const running = rows.cancelRunning({ id, queue: name }) > 0;
        if (running) for (const abort of abortRunning) abort(id);
        return running;
      },
      async get(id) {
        const [row] = rows.get({ id, queue: name, now: Date.now() });
        return row && toJob(row);
      },
      async counts() {
        const counted = rows.counts({ queue: name, now: Date.now() });
        const of = (state: string) => counted.find((row) => row.state === state)?.n ?? 0;
        return { waiting: of("waiting"), running: of("running"), failed: of("failed") };
      },
      subscribe: (listener) => listeners.add(listener),
      process(handler, { concurrency = 8 } = {}) {
        const worker = startWorker(queue, handler, concurrency);
        workers.add(worker);
        return {
          async close(graceMs) {
            await worker.close(graceMs);
            workers.delete(worker);
          },
        };
      },
    };
  };

  return {
    queue(name, policy) {
      const known = queues.get(name) ?? open(name, policy);
      queues.set(name, known);
      return known;
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.close(0)));
    },
  };
}
