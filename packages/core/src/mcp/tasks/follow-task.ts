import { jobId, type JobEvent, type JobQueue } from "../../jobs/index.ts";
import { hasEnded, type TaskBook } from "./task-book.ts";
import type { TaskState } from "./task-state.ts";

/** What tells of changes can get lost; nobody depends on it for longer than this, in milliseconds. */
const LOOK_EVERY_MS = 1_000;

/** The job of one round of a task. */
export function roundKey(id: string, round: number): string {
  return `${id}/${round}`;
}

/** The id of the job that has a task in hand, or had it last. */
export function jobOf(queueName: string, { row, content }: Pick<TaskState, "row" | "content">): string {
  return jobId(queueName, roundKey(row.id, content.round));
}

/** What tells of changes to tasks. */
export interface TaskNews {
  queue: Pick<JobQueue, "subscribe">;
  queueName: string;
  book: Pick<TaskBook, "read">;
  /** Hears the ids of tasks that have changed, on whatever replica. @returns what ends it. */
  onChange(listener: (id: string) => void): () => void;
}

/**
 * Gives a task as it stands, and again after each change, until it has ended, is gone, or `signal` aborts.
 *
 * @param onProgress hears the steps that its tool reports.
 */
export async function* followTask(
  news: TaskNews,
  id: string,
  signal: AbortSignal,
  onProgress?: (step: unknown) => void,
): AsyncGenerator<TaskState, void> {
  let wake = () => {};
  let round = 0;
  const hear = (event: JobEvent) => {
    if (event.id !== jobId(news.queueName, roundKey(id, round))) return;
    if (event.kind === "progress") onProgress?.(event.progress);
    wake();
  };
  const stops = [news.queue.subscribe(hear), news.onChange((changed) => changed === id && wake())];
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort);
  try {
    let seen = 0;
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const state = await news.book.read(id);
      if (state === undefined || signal.aborted) return;
      ({ round } = state.content);
      if (state.row.version > seen) {
        seen = state.row.version;
        yield state;
      }
      if (hasEnded(state) || signal.aborted) return;
      const timer = setTimeout(() => wake(), LOOK_EVERY_MS);
      await woken;
      clearTimeout(timer);
    }
  } finally {
    for (const stop of stops) stop();
    signal.removeEventListener("abort", onAbort);
  }
}
