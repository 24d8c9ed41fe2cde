import type { Job, JobQueue } from "./jobs.ts";

/** Events may be lost; nobody waits longer for one than this, in milliseconds. */
const LOOK_EVERY_MS = 1_000;

/**
 * Waits until a job has ended.
 *
 * @returns the job as it ended; as it stands when `signal` has aborted; undefined when it is unknown.
 */
export async function settled(
  queue: JobQueue,
  id: string,
  options: { signal?: AbortSignal; onProgress?: (progress: unknown) => void } = {},
): Promise<Job | undefined> {
  const { signal, onProgress } = options;
  let wake = () => {};
  const stop = queue.subscribe((event) => {
    if (event.id !== id) return;
    if (event.kind === "progress") onProgress?.(event.progress);
    else wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  try {
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const job = await queue.get(id);
      if (job === undefined || hasEnded(job) || signal?.aborted === true) return job;
      const timer = setTimeout(() => wake(), LOOK_EVERY_MS);
      await woken;
      clearTimeout(timer);
    }
  } finally {
    stop();
    signal?.removeEventListener("abort", onAbort);
  }
}

function hasEnded({ state }: Job): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}
