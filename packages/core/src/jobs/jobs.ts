/** What the port promises is in `testing/jobs-contract.ts`: both drivers pass it. */
export interface Jobs {
  /** Work of one kind. The same policy must be given wherever the queue is opened. */
  queue(name: string, policy?: Partial<QueuePolicy>): JobQueue;
  /** Ends workers, each with what is left of its grace, and lets go of connections. */
  close(): Promise<void>;
}

/** How a queue treats its jobs. Times in milliseconds. */
export interface QueuePolicy {
  /** Tries in all, the first one included. A worker that dies has used one up. */
  maxAttempts: number;
  /** Wait before the second try; doubles from try to try, up to five minutes. */
  backoffMs: number;
  /** A worker that is not heard of for so long is taken for dead, and its jobs go to others. */
  leaseMs: number;
  /** How long a job that has ended, and its result, can be read; for so long its key is taken. */
  keepMs: number;
}

export type JobState = "waiting" | "running" | "completed" | "failed" | "cancelled";

/** One job as it stands. */
export interface Job {
  id: string;
  state: JobState;
  /** Tries begun. */
  attempts: number;
  payload: unknown;
  /** The last that its handler reported; undefined before. */
  progress: unknown;
  /** What its handler returned; undefined unless it has completed. */
  result: unknown;
  /** Why its last try failed. Inner words: for logs, not for clients. */
  error: string | undefined;
  createdAtMs: number;
}

export interface EnqueueOptions {
  /** Of two jobs with one key, the second is the first: nothing is added while that one is known. */
  key?: string;
  /** Not before so many milliseconds. */
  delayMs?: number;
}

/** `settled` means: it has completed, failed for good or been cancelled. */
export type JobEvent = { id: string; kind: "progress"; progress: unknown } | { id: string; kind: "settled" };

/**
 * A queue of jobs that survives this process. Every job runs at least once: after a crash its handler may run again, and
 * must then change nothing twice.
 */
export interface JobQueue {
  /**
   * Returns once the job is as safe as the store is.
   *
   * @param payload JSON of at most 256 KiB.
   * @returns the job's id: no secret, no colon.
   * @throws JobError `too_large`
   */
  enqueue(payload: unknown, options?: EnqueueOptions): Promise<string>;
  /** Enqueues `payload` every so often, in one of all processes that work on this queue; another call changes it. */
  schedule(key: string, everyMs: number, payload: unknown): Promise<void>;
  /** @returns whether there was such a schedule. */
  unschedule(key: string): Promise<boolean>;
  /**
   * Ends a job that waits; tells the handler of one that runs, in whatever process, by its signal.
   *
   * @returns false when there is no such job, or it has ended.
   */
  cancel(id: string): Promise<boolean>;
  get(id: string): Promise<Job | undefined>;
  counts(): Promise<Readonly<Record<"waiting" | "running" | "failed", number>>>;
  /**
   * Hears of every job of this queue, in whatever process it runs. Events can be lost when connections are: who waits must
   * look now and then, as `settled` does.
   *
   * @returns what ends it.
   */
  subscribe(listener: (event: JobEvent) => void): () => void;
  /** Begins to work. One worker per queue and process. */
  process(handler: JobHandler, options?: { concurrency?: number }): JobWorker;
}

/** A job in the hands of its handler. */
export interface RunningJob {
  readonly id: string;
  readonly payload: unknown;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborts when the job is cancelled, its lease is lost or the process ends: `signal.reason` is a `JobAbort`. */
  readonly signal: AbortSignal;
  /** Tells whoever listens how far it is; JSON of at most 16 KiB. */
  readonly progress: (value: unknown) => void;
}

/**
 * Does a job. Returns its result, JSON of at most 256 KiB. What it throws is tried again, a `FinalFailure` is not; what it
 * throws once its signal has aborted is nobody's fault.
 */
export type JobHandler = (job: RunningJob) => Promise<unknown>;

export interface JobWorker {
  /**
   * Takes no more jobs, lets those at hand finish, and gives back what has not finished in `graceMs`: another worker has it
   * at once, with no try used up.
   */
  close(graceMs?: number): Promise<void>;
}

/** What a driver tells of each try that ended. */
export interface JobObservation {
  queue: string;
  outcome: "completed" | "retried" | "failed" | "cancelled" | "given_back";
  durationMs: number;
}
