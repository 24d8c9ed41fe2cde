import { setImmediate as nextTurn } from "node:timers/promises";
import type { AuditRecord } from "../event.ts";
import { matches } from "../matches.ts";
import type { AuditFilter, RecordPlace } from "../sink.ts";

/** Records that a database gives at a time. */
export const PAGE = 500;

type Page = readonly AuditRecord[] | Promise<readonly AuditRecord[]>;

/** A log in its order, page by page. @param read the page behind a record. */
export async function* followPages(afterSeq: number, read: (afterSeq: number) => Page): AsyncGenerator<AuditRecord> {
  for (let after = afterSeq; ;) {
    const records = await read(after);
    yield* records;
    const end = records.at(-1);
    if (end === undefined) return;
    after = end.seq;
  }
}

/**
 * The first `limit` records that a filter asks for.
 *
 * @param read a page of those of its time behind a place, the newest first; only its last one may be shorter than `PAGE`.
 */
export async function queryPages(
  filter: AuditFilter,
  limit: number,
  read: (from: { sinceMs: number; behind: RecordPlace }) => Page,
): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  const { sinceMs = 0, untilMs = Number.MAX_SAFE_INTEGER, before } = filter;
  // No log is called nothing: before all of that time.
  const end: RecordPlace = { tsMs: Math.ceil(untilMs), logId: "", seq: 0 };
  let behind = before !== undefined && before.tsMs < end.tsMs ? before : end;
  while (found.length < limit) {
    const records = await read({ sinceMs: Math.floor(sinceMs), behind });
    found.push(...records.filter((record) => matches(record, filter)));
    const last = records.at(-1);
    if (last === undefined || records.length < PAGE) break;
    behind = last;
    // SQLite answers at once, page after page: whoever looks for what is rare must not hold up everybody else.
    await nextTurn();
  }
  return found.slice(0, limit);
}
