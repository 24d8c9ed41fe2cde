import type { JobEvent, JobObservation, QueuePolicy } from "../jobs.ts";
import type { JobRows } from "./job-rows.ts";

/** What queue and worker of one process share. */
export interface EmbeddedQueue {
  name: string;
  policy: QueuePolicy;
  rows: JobRows;
  /** Runs `work` in one transaction that no other process can come between. */
  atomically<Result>(work: () => Result): Result;
  tell(event: JobEvent): void;
  observe(outcome: JobObservation["outcome"], startedAt: number): void;
  onError(error: unknown): void;
  /** Called when there is something to do. */
  wakers: Set<() => void>;
  /** Called with the id of a job that was cancelled while it ran. */
  abortRunning: Set<(id: string) => void>;
  pollMs: number;
}
