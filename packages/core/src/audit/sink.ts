import type { Head } from "./chain.ts";
import type { AuditRecord } from "./event.ts";

/** Where a record is among those of all logs. */
export type RecordPlace = Pick<AuditRecord, "tsMs" | "logId" | "seq">;

/** Which records; what is left out does not matter. */
export interface AuditFilter {
  sinceMs?: number | undefined;
  untilMs?: number | undefined;
  tenant?: string | undefined;
  subject?: string | undefined;
  connector?: string | undefined;
  connection?: string | undefined;
  tool?: string | undefined;
  status?: string | undefined;
  opId?: string | undefined;
  requestId?: string | undefined;
  /** Behind this one, in the order of `query`. */
  before?: RecordPlace | undefined;
  /** A name among its targets. */
  target?: string | undefined;
  /** The proof of a value that was not kept, as `audit hash` prints it. */
  proof?: string | undefined;
}

/** Where records are kept for good. One sink acknowledges; whatever else gets them is fed from it. */
export interface AuditSink {
  /**
   * Makes records last, all or none, in their order.
   *
   * @throws OutOfStep when the log has gone on without us: another process writes to it.
   */
  append(records: readonly AuditRecord[]): Promise<void>;
  head(logId: string): Promise<Head>;
  logIds(): Promise<readonly string[]>;
  /** A log from behind `afterSeq`, in its order. */
  follow(logId: string, afterSeq: number): AsyncIterable<AuditRecord>;
  /** The newest first. */
  query(filter: AuditFilter, limit: number): Promise<readonly AuditRecord[]>;
  /** Intents that no outcome followed. */
  openIntents(logId: string): Promise<readonly AuditRecord[]>;
  /**
   * The last of the records at the beginning of a log that may go together, all of them older.
   *
   * @param log.ended nobody writes it any more: its last record may go, too.
   */
  lastBefore(logId: string, beforeMs: number, log: { ended: boolean }): Promise<Head | undefined>;
  /** Deletes the beginning of a log, up to and with that record. */
  forget(logId: string, throughSeq: number): Promise<void>;
  close(): Promise<void>;
}

/** Our idea of a log's end is not the log's. */
export class OutOfStep extends Error {
  override readonly name = "OutOfStep";
}
