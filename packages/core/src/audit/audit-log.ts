import { randomUUID } from "node:crypto";
import { AuditError } from "./audit-error.ts";
import type { AuditEvent } from "./event.ts";
import type { AuditSink } from "./sink.ts";
import type { Writer } from "./writer.ts";

/**
 * What is waited for:
 * - `strict`: every record, also of reads: without a log nothing runs
 * - `writes`: intents and outcomes of writes; the rest is written as soon as it can be
 * - `async`: nothing
 */
export type AuditMode = "strict" | "writes" | "async";

/** The record of every decision. */
export interface AuditLog {
  /**
   * A write is about to be sent.
   *
   * @throws AuditError when that cannot be put on record: then it must not be sent.
   */
  intend(event: AuditEvent): Promise<void>;
  /** How an intended write ended, before its reply. What cannot be written now is kept and written when it can be. */
  settle(event: AuditEvent): Promise<void>;
  /**
   * Anything else.
   *
   * @throws AuditError in the mode `strict` only.
   */
  note(event: AuditEvent): Promise<void>;
  /** Records that are not written yet. */
  readonly waiting: number;
  /** Why nothing can be written now; undefined while all is well. */
  readonly trouble: string | undefined;
  /**
   * Whether what must be on record can be. After a failure it tries again with a record of its own, so that an unready
   * replica, which nobody calls, notices that all is well.
   *
   * @throws AuditError when it still cannot be written, unless the mode is `async`.
   */
  probe(): Promise<void>;
  /** Writes what waits. */
  close(): Promise<void>;
}

export interface AuditLogOptions {
  writer: Writer;
  mode: AuditMode;
  /** Told of what could not be written and of what it was about. */
  report: (error: unknown, event: AuditEvent) => void;
  /** Milliseconds between two tries of what waits. */
  retryMs?: number;
}

const MAX_UNSETTLED = 10_000;
const MAX_GATHERED = 1_000;
const GATHER_MS = 25;

const PROBE = (): AuditEvent => ({
  phase: "admin",
  opId: randomUUID(),
  connector: "",
  action: "audit.resumed",
  actor: { tenant: "", subject: "" },
  result: { status: "ok" },
});

export function createAuditLog({ writer, mode, report, retryMs = 1_000 }: AuditLogOptions): AuditLog {
  const unsettled: AuditEvent[] = [];
  let timer: NodeJS.Timeout | undefined;

  const tryAgain = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void settleAll().then(() => unsettled.length > 0 && tryAgain());
    }, retryMs).unref();
  };
  async function settleAll(): Promise<void> {
    while (unsettled[0] !== undefined) {
      const written = await writer.append(unsettled[0]).then(
        () => true,
        () => false,
      );
      if (!written) return;
      unsettled.shift();
    }
  }
  const keep = (event: AuditEvent, error: unknown) => {
    report(error, event);
    if (unsettled.length < MAX_UNSETTLED) unsettled.push(event);
    tryAgain();
  };
  // Nobody waits for these: what comes within a moment is one write.
  let gathered: AuditEvent[] = [];
  let gathering: NodeJS.Timeout | undefined;
  const writeGathered = async () => {
    clearTimeout(gathering);
    gathering = undefined;
    const events = gathered;
    gathered = [];
    await Promise.all(events.map((event) => writer.append(event).catch((error: unknown) => keep(event, error))));
  };
  const inBackground = (event: AuditEvent) => {
    gathered.push(event);
    if (gathered.length >= MAX_GATHERED) void writeGathered();
    else gathering ??= setTimeout(() => void writeGathered(), GATHER_MS);
  };

  return {
    async intend(event) {
      if (mode === "async") inBackground(event);
      else await writer.append(event);
    },
    async settle(event) {
      if (mode === "async") inBackground(event);
      else await writer.append(event).catch((error: unknown) => keep(event, error));
    },
    async note(event) {
      if (mode === "strict") await writer.append(event);
      else inBackground(event);
    },
    get waiting() {
      return unsettled.length + gathered.length + writer.waiting;
    },
    get trouble() {
      return writer.trouble;
    },
    async probe() {
      if (mode === "async" || writer.trouble === undefined) return;
      await writer.append(PROBE());
    },
    async close() {
      clearTimeout(timer);
      await writeGathered();
      await writer.close();
      await settleAll();
      for (const event of unsettled) report(new AuditError("The process ends before this could be written."), event);
    },
  };
}

/** Intents of a process that died before it could say how they ended. */
export async function settleOrphans(
  { sink, writer }: { sink: AuditSink; writer: Writer },
  { logIds, olderThanMs, now = Date.now }: { logIds: readonly string[]; olderThanMs: number; now?: () => number },
): Promise<number> {
  let settled = 0;
  for (const logId of logIds) {
    for (const intent of await sink.openIntents(logId)) {
      if (now() - intent.tsMs < olderThanMs) continue;
      const { v: _v, logId: _log, seq: _seq, tsMs: _ts, prev: _prev, hash: _hash, ...event } = intent;
      await writer.append({ ...event, phase: "outcome", result: { status: "unknown" } });
      settled += 1;
    }
  }
  return settled;
}
