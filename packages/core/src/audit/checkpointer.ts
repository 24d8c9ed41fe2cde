import type { Notary } from "./checkpoint.ts";
import type { Writer } from "./writer.ts";

/** Signs where a log has come to, now and then. */
export interface Checkpointer {
  /** Told that records were written. */
  written(records: number): void;
  /** Signs the last ones. */
  close(): Promise<void>;
}

export interface CheckpointerOptions {
  writer: Pick<Writer, "head" | "logId">;
  notary: Notary;
  put: (note: string) => Promise<void>;
  report: (error: unknown) => void;
  /** Records after which one is signed. */
  every?: number;
  /** Milliseconds after which one is signed if anything was written. */
  everyMs?: number;
}

const EVERY = 1_000;
const EVERY_MS = 60_000;

export function createCheckpointer(options: CheckpointerOptions): Checkpointer {
  const { writer, notary, put, report, every = EVERY, everyMs = EVERY_MS } = options;
  let since = 0;
  let running: Promise<void> = Promise.resolve();

  const signNow = () => {
    const { head, logId } = writer;
    if (since === 0 || head === undefined || head.seq === 0) return;
    since = 0;
    const note = notary.sign({ logId, ...head });
    running = running.then(() => put(note)).catch(report);
  };
  const timer = setInterval(signNow, everyMs).unref();
  return {
    written(records) {
      since += records;
      if (since >= every) signNow();
    },
    async close() {
      clearInterval(timer);
      signNow();
      await running;
    },
  };
}
