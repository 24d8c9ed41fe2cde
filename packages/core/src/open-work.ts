import type { Queue } from "bullmq";
import { bullmqJobs, embeddedJobs, JobError, type JobObservation, type JobQueue, type Jobs } from "./jobs/index.ts";
import {
  explained,
  explainPostgres,
  explainRedis,
  explainSqlite,
  postgresInbox,
  postgresTaskRows,
  sqliteInbox,
  sqliteTaskRows,
  type Inbox,
  type State,
  type TaskRows,
} from "./store/index.ts";

/** What work that outlives a request is kept in, and who does it. */
export interface Work {
  jobs: Jobs;
  rows: TaskRows;
  /** What vendors have delivered. */
  inbox: Inbox;
  /** BullMQ's own queues, for its board; undefined in embedded mode. */
  bullQueues?(): readonly Queue[];
  /** Gives back what is at work. */
  close(): Promise<void>;
}

/**
 * All of it fails as the store does: with StoreError, which callers know what to make of.
 *
 * @throws ConfigError when Redis must not be trusted with jobs.
 */
export async function openWork(
  state: State,
  options: {
    observe(observation: JobObservation): void;
    onError(error: unknown): void;
    /** Told of each queue as it is opened. */
    onQueue(name: string, counts: JobQueue["counts"]): void;
  },
): Promise<Work> {
  if (state.mode === "embedded") {
    const jobs = embeddedJobs({ database: state.sqlite, ...options });
    return {
      jobs: telling(jobs, options.onQueue, explainSqlite),
      rows: explained(sqliteTaskRows(state.sqlite), explainSqlite),
      inbox: explained(sqliteInbox(state.quickSqlite), explainSqlite),
      close: () => jobs.close(),
    };
  }
  const jobs = await bullmqJobs({ redis: state.redis, prefix: state.prefix, ...options });
  return {
    jobs: telling(jobs, options.onQueue, explainRedis),
    rows: explained(postgresTaskRows(state.pool), explainPostgres),
    inbox: explained(postgresInbox(state.pool), explainPostgres),
    bullQueues: () => jobs.bullQueues(),
    close: () => jobs.close(),
  };
}

function telling(
  jobs: Jobs,
  onQueue: (name: string, counts: JobQueue["counts"]) => void,
  explain: (error: unknown) => Error,
): Jobs {
  return {
    close: () => jobs.close(),
    queue(name, policy) {
      const queue = jobs.queue(name, policy);
      onQueue(name, () => queue.counts());
      return explained(queue, (error) => (error instanceof JobError ? error : explain(error)));
    },
  };
}
