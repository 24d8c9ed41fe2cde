import type { Job as BullJob, JobsOptions, Queue } from "bullmq";
import { jobId } from "../job-id.ts";
import { jobJson, MAX_PAYLOAD_CHARACTERS } from "../job-json.ts";
import type { Job, JobQueue, JobState, JobWorker } from "../jobs.ts";
import { attemptsOf, CANCELLED } from "./bull-job.ts";
import type { BullmqQueueOptions } from "./bullmq-queue-options.ts";
import { cancelMarks } from "./cancel-marks.ts";
import { keptSchedules } from "./kept-schedules.ts";
import { startBullmqWorker } from "./bullmq-worker.ts";

const STATES: Readonly<Record<string, JobState>> = { active: "running", completed: "completed", failed: "failed" };

/** One queue of the port on BullMQ. */
export function openBullmqQueue(options: BullmqQueueOptions): {
  queue: JobQueue;
  bull: Queue;
  close(): Promise<void>;
} {
  const { bullmq, name, policy, prefix, connections, onError } = options;
  const { commands, publish } = connections;
  const bull = new bullmq.Queue(name, { connection: commands, prefix });
  bull.on("error", onError);
  const marks = cancelMarks(commands, `${prefix}:${name}:cancelled`);
  const workers = new Set<JobWorker>();
  const keep = { age: Math.ceil(policy.keepMs / 1000) };
  const jobOptions: JobsOptions = {
    attempts: policy.maxAttempts,
    backoff: { type: "custom" },
    removeOnComplete: keep,
    removeOnFail: keep,
  };
  const schedules = keptSchedules({
    redis: commands,
    ended: `${prefix}:${name}:unscheduled`,
    make: (key, every, data) =>
      bull.upsertJobScheduler(
        jobId(name, key),
        { every, startDate: Date.now() + every },
        { name, data, opts: jobOptions },
      ),
    has: async (key) => (await bull.getJobScheduler(jobId(name, key))) !== undefined,
    unmake: (key) => bull.removeJobScheduler(jobId(name, key)),
    onError,
  });
  const hasExpired = ({ finishedOn }: BullJob) => finishedOn !== undefined && finishedOn + policy.keepMs <= Date.now();
  const find = async (id: string): Promise<{ job: BullJob; state: JobState } | undefined> => {
    // The state first: what a job says of its end is there before the state tells of it.
    const state = STATES[await bull.getJobState(id)] ?? "waiting";
    const job = await bull.getJob(id);
    // BullMQ removes what has expired only when a later job ends.
    if (job === undefined || hasExpired(job)) return undefined;
    const unwanted = state === "failed" ? job.failedReason === CANCELLED : state === "waiting" && (await marks.has(id));
    return { job, state: unwanted ? "cancelled" : state };
  };

  const queue: JobQueue = {
    async enqueue(payload, { key, delayMs = 0 } = {}) {
      const id = jobId(name, key);
      jobJson(payload, MAX_PAYLOAD_CHARACTERS, "payload");
      const known = key === undefined ? undefined : await bull.getJob(id);
      if (known !== undefined && hasExpired(known)) await known.remove();
      await bull.add(name, payload ?? null, { ...jobOptions, jobId: id, delay: delayMs });
      return id;
    },
    async schedule(key, everyMs, payload) {
      jobJson(payload, MAX_PAYLOAD_CHARACTERS, "payload");
      await schedules.set(key, everyMs, payload);
    },
    unschedule: (key) => schedules.remove(key),
    async cancel(id) {
      const { job, state } = (await find(id)) ?? {};
      if (job === undefined || (state !== "waiting" && state !== "running")) return false;
      await marks.set(id, policy.keepMs);
      publish({ queue: name, id, kind: "cancel" });
      // A worker takes it off the queue; until then the mark says what has become of it.
      if (state === "waiting") publish({ queue: name, id, kind: "settled" });
      if (await job.isDelayed()) await job.promote().catch(onError);
      return true;
    },
    async get(id) {
      const found = await find(id);
      return found && toJob(found.job, found.state);
    },
    async counts() {
      const {
        waiting = 0,
        delayed = 0,
        prioritized = 0,
        active = 0,
        failed = 0,
      } = await bull.getJobCounts("waiting", "delayed", "prioritized", "active", "failed");
      return { waiting: waiting + delayed + prioritized, running: active, failed };
    },
    subscribe: (listener) => connections.listenersOf(name).add(listener),
    process(handler, { concurrency = 8 } = {}) {
      const worker = startBullmqWorker({ ...options, marks }, handler, concurrency);
      workers.add(worker);
      return {
        async close(graceMs) {
          await worker.close(graceMs);
          workers.delete(worker);
        },
      };
    },
  };
  return {
    queue,
    bull,
    async close() {
      schedules.close();
      await Promise.all([...workers].map((worker) => worker.close(0)));
      await bull.close();
    },
  };
}

function toJob(job: BullJob, state: JobState): Job {
  const { id = "", data, progress, returnvalue, failedReason, timestamp } = job;
  return {
    id,
    state,
    attempts: attemptsOf(job),
    payload: data as unknown,
    // BullMQ begins with 0 or {}, which no handler of ours reports.
    progress: typeof progress === "object" && "value" in progress ? progress.value : undefined,
    result: state === "completed" ? (returnvalue as unknown) : undefined,
    error: state === "cancelled" ? undefined : failedReason,
    createdAtMs: timestamp,
  };
}
