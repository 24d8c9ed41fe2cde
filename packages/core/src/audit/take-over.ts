import type { Store } from "../store/index.ts";
import { settleOrphans } from "./audit-log.ts";
import type { AuditRecord } from "./event.ts";
import type { Feed } from "./feed.ts";
import type { AuditSink } from "./sink.ts";
import type { Writer } from "./writer.ts";

/** What a process has written nothing to for so long is taken for left: its own outcomes and records would be there by now. */
export const LEFT_MS = 3_600_000;
/** Longer than anybody needs to look through all logs. */
const LOOK_MS = 600_000;
const LOCK = "audit/take-over";

export interface TakeOverOptions {
  sink: AuditSink;
  writer: Writer;
  store: Store;
  /** Who gets records beside the sink. */
  followers: readonly string[];
  /** Where a follower has come to in a log; undefined where it was never to get that log. */
  reached(follower: string, logId: string): Promise<number | undefined>;
  /** Hands on a log from there. */
  follow(follower: string, logId: string, afterSeq: number): Feed;
  now?: () => number;
}

/** Ends what replicas that are gone have begun. */
export interface TakeOver {
  /** Looks for intents without outcome, and for records that did not reach a follower. One replica at a time. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export function createTakeOver(options: TakeOverOptions): TakeOver {
  const { sink, writer, store, followers, now = Date.now } = options;
  /** Logs that seem to have ended, with where that was when they were looked through. */
  const done = new Map<string, number>();
  const feeds: Feed[] = [];

  const lookAt = async (logId: string): Promise<void> => {
    const last = await lastOf(sink, logId);
    if (last === undefined || done.get(logId) === last.seq) return;
    await settleOrphans({ sink, writer }, { logIds: [logId], olderThanMs: LEFT_MS, now });
    if (now() - last.tsMs < LEFT_MS) return;
    done.set(logId, last.seq);
    for (const follower of followers) {
      const afterSeq = await options.reached(follower, logId);
      if (afterSeq === undefined || afterSeq >= last.seq) continue;
      // Whoever has it in hand tries until it is taken.
      if (!(await store.claim(`audit/handed-on/${follower}/${logId}`, 2 * LEFT_MS))) continue;
      const feed = options.follow(follower, logId, afterSeq);
      feeds.push(feed);
      feed.wake();
    }
  };
  return {
    async look() {
      if (!(await store.claim(LOCK, LOOK_MS, writer.logId))) return;
      try {
        for (const logId of await sink.logIds()) if (logId !== writer.logId) await lookAt(logId);
      } finally {
        await store.release(LOCK, writer.logId);
      }
    },
    async close() {
      for (const feed of feeds) await feed.close();
    },
  };
}

async function lastOf(sink: AuditSink, logId: string): Promise<AuditRecord | undefined> {
  const { seq } = await sink.head(logId);
  for await (const record of sink.follow(logId, seq - 1)) return record;
  return undefined;
}
