import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditEvent, AuditRecord } from "./event.ts";

/** The end of a log: what the next record is tied to. */
export interface Head {
  seq: number;
  hash: string;
}

export const EMPTY: Head = { seq: 0, hash: "" };

/** Ties an event to the end of a log. */
export function link(
  event: AuditEvent,
  { logId, head, tsMs }: { logId: string; head: Head; tsMs: number },
): AuditRecord {
  const record = { ...event, v: 1 as const, logId, seq: head.seq + 1, tsMs, prev: head.hash };
  return { ...record, hash: hashOf(record) };
}

/** What the record's own `hash` must be. */
export function hashOf(record: Omit<AuditRecord, "hash"> & { hash?: string }): string {
  const { hash: _, ...rest } = record;
  return createHash("sha256").update(canonicalJson(rest)).digest("base64url");
}
