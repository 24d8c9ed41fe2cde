import { AuditError } from "./audit-error.ts";
import { EMPTY, link, type Head } from "./chain.ts";
import type { AuditEvent, AuditRecord } from "./event.ts";
import { OutOfStep, type AuditSink } from "./sink.ts";

/** Appends to one log. Events that come at the same time share one write. */
export interface Writer {
  readonly logId: string;
  /**
   * Resolves once the record lasts.
   *
   * @throws AuditError when that could not be had in time. The record may still appear: nothing may rely on either.
   */
  append(event: AuditEvent): Promise<AuditRecord>;
  /** The end as far as it is known to last. */
  readonly head: Head | undefined;
  /** Records that are not written yet. */
  readonly waiting: number;
  /** Why nothing can be written; undefined while all is well. */
  readonly trouble: string | undefined;
  /** Writes what waits, then lets go. */
  close(): Promise<void>;
}

export interface WriterOptions {
  sink: AuditSink;
  logId: string;
  /** Milliseconds from asking to an answer, whatever the sink does. */
  deadlineMs?: number;
  now?: () => number;
  /** Told of every batch: seconds are counted from it. */
  onWritten?: (written: { records: number; durationMs: number }) => void;
}

interface Waiting {
  event: AuditEvent;
  /** On the clock of `performance.now()`. */
  since: number;
  resolve: (record: AuditRecord) => void;
  reject: (error: AuditError) => void;
}

const MAX_BATCH = 1_000;
const MAX_WAITING = 10_000;
const MAX_STEPS = 5;

export function createWriter({ sink, logId, deadlineMs = 750, now = Date.now, onWritten }: WriterOptions): Writer {
  let head: Head | undefined;
  /** The last one that was known to last: a log that ends before it was cut, and is not gone on with as if nothing were. */
  let reached = EMPTY;
  let trouble: string | undefined;
  let waiting: Waiting[] = [];
  /** A write that outlived its deadline: until it ends, nobody knows where the log ends. */
  let stuck: Promise<void> | undefined;
  let running: Promise<void> | undefined;

  async function linkedOn(batch: readonly Waiting[]): Promise<AuditRecord[]> {
    let end = (head ??= later(await sink.head(logId), reached));
    return batch.map(({ event }) => {
      const record = link(event, { logId, head: end, tsMs: now() });
      end = { seq: record.seq, hash: record.hash };
      return record;
    });
  }

  async function put(batch: readonly Waiting[]): Promise<AuditRecord[]> {
    for (let step = 1; ; step += 1) {
      const records = await linkedOn(batch);
      try {
        await sink.append(records);
        const last = records.at(-1);
        if (last !== undefined) head = reached = { seq: last.seq, hash: last.hash };
        return records;
      } catch (error) {
        // What is in the log now is asked anew, whatever went wrong.
        head = undefined;
        if (!(error instanceof OutOfStep) || step === MAX_STEPS) throw error;
      }
    }
  }

  async function writeOne(batch: readonly Waiting[]): Promise<void> {
    const startedAt = performance.now();
    const writing = put(batch);
    const waited = startedAt - (batch[0]?.since ?? startedAt);
    try {
      const records = await inTime(writing, Math.max(1, deadlineMs - waited));
      trouble = undefined;
      onWritten?.({ records: records.length, durationMs: performance.now() - startedAt });
      batch.forEach(({ resolve }, at) => resolve(records[at] as AuditRecord));
    } catch (error) {
      if (error === TOO_SLOW) {
        const letGo = () => {
          stuck = undefined;
          head = undefined;
        };
        stuck = writing.then(letGo, letGo);
      }
      const why = error === TOO_SLOW ? `it took more than ${deadlineMs} ms` : messageOf(error);
      trouble = `The audit log cannot be written: ${why}.`;
      const refusal = new AuditError(trouble, { cause: error, code: codeOf(error) });
      for (const { reject } of batch) reject(refusal);
    }
  }

  async function run(): Promise<void> {
    // What is asked for in the same turn goes into the same write.
    await Promise.resolve();
    while (waiting.length > 0) {
      if (stuck !== undefined) {
        const refusal = new AuditError(trouble ?? "The audit log is busy.", { code: "too_slow" });
        for (const { reject } of waiting) reject(refusal);
        waiting = [];
        return;
      }
      await writeOne(waiting.splice(0, MAX_BATCH));
    }
  }

  function start(): void {
    running = run().finally(() => {
      running = undefined;
      if (waiting.length > 0) start();
    });
  }

  return {
    logId,
    append: (event) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING)
          return reject(new AuditError("Too much waits for the audit log.", { code: "busy" }));
        waiting.push({ event, since: performance.now(), resolve, reject });
        if (running === undefined) start();
      }),
    get head() {
      return head;
    },
    get waiting() {
      return waiting.length;
    },
    get trouble() {
      return trouble;
    },
    async close() {
      while (running !== undefined) await running;
    },
  };
}

const later = (one: Head, other: Head): Head => (one.seq >= other.seq ? one : other);

const TOO_SLOW = Symbol("too slow");

function inTime<Value>(work: Promise<Value>, deadlineMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(TOO_SLOW), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function codeOf(error: unknown): string {
  if (error === TOO_SLOW) return "too_slow";
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : "unwritable";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}
