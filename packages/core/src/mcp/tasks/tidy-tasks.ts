import type { Connector } from "../../connector/index.ts";
import type { JobQueue } from "../../jobs/index.ts";
import type { TaskRows } from "../../store/index.ts";
import { jobOf } from "./follow-task.ts";
import type { TaskBook } from "./task-book.ts";
import { openContent } from "./task-state.ts";
import type { Sealer } from "../sealed/sealer.ts";

/** A task at work that has not changed for so long is looked at, in milliseconds. */
const SILENT_MS = 30_000;
const MOST = 500;

/**
 * Deletes tasks that have expired, and sees to it that those at work are in somebody's hands: a queue that was flushed has
 * forgotten its jobs, the tasks have not.
 */
export async function tidyTasks(parts: {
  rows: TaskRows;
  book: TaskBook;
  sealer: Sealer;
  queue: JobQueue;
  queueName: string;
  connector: Connector;
  enqueue(id: string, round: number): Promise<string>;
}): Promise<void> {
  const { rows, book, sealer, queue, queueName, connector, enqueue } = parts;
  await rows.sweep();
  for (const row of await rows.silent(connector.name, Date.now() - SILENT_MS, MOST)) {
    const content = openContent(sealer, row);
    if (content === undefined) continue;
    const job = await queue.get(jobOf(queueName, { row, content }));
    if (job === undefined) await enqueue(row.id, content.round);
    if (job?.state !== "failed") continue;
    const error = { code: -32_603, message: "Internal error: the task could not be carried out." };
    await book.change(row.id, (at) =>
      at.row.status === "working" ? { status: "failed", content: { ...at.content, error } } : undefined,
    );
  }
}
