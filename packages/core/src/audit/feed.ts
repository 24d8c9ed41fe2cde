import type { AuditRecord } from "./event.ts";
import type { AuditSink } from "./sink.ts";

/** Takes records beside the sink that keeps them. Those that it does not take come again: it tells doubles by log and number. */
export interface Follower {
  name: string;
  take(records: readonly AuditRecord[]): Promise<void>;
}

/** Hands a log on, in its order, from where it is. */
export interface Feed {
  /** There is more. */
  wake(): void;
  /** Hands on what is there. */
  close(): Promise<void>;
}

export interface FeedOptions {
  sink: Pick<AuditSink, "follow">;
  logId: string;
  /** The last record that was taken before. */
  afterSeq: number;
  follower: Follower;
  report: (error: unknown) => void;
  /** Told how far it has come, to go on from there after a restart. */
  reached?: (seq: number) => Promise<void>;
  retryMs?: number;
}

const BATCH = 500;

export function createFeed({ sink, logId, afterSeq, follower, report, reached, retryMs = 5_000 }: FeedOptions): Feed {
  let position = afterSeq;
  let more = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function hand(batch: readonly AuditRecord[]): Promise<void> {
    const last = batch.at(-1);
    if (last === undefined) return;
    await follower.take(batch);
    position = last.seq;
    await reached?.(position);
  }
  async function run(): Promise<void> {
    while (more) {
      more = false;
      let batch: AuditRecord[] = [];
      for await (const record of sink.follow(logId, position)) {
        batch.push(record);
        if (batch.length < BATCH) continue;
        await hand(batch);
        batch = [];
      }
      await hand(batch);
    }
  }
  function start(): void {
    running ??= run()
      .catch((error: unknown) => {
        report(error);
        timer ??= setTimeout(() => {
          timer = undefined;
          wake();
        }, retryMs).unref();
      })
      .finally(() => {
        running = undefined;
        if (more && timer === undefined) start();
      });
  }
  function wake(): void {
    more = true;
    if (timer === undefined) start();
  }
  return {
    wake,
    async close() {
      clearTimeout(timer);
      timer = undefined;
      wake();
      while (running !== undefined) await running;
      clearTimeout(timer);
    },
  };
}
