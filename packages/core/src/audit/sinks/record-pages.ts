import type { AuditRecord } from "../event.ts";
import { matches } from "../matches.ts";
import type { AuditFilter } from "../sink.ts";

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

/** The first `limit` records that a filter asks for. @param read a page of those of its time, the newest first. */
export async function queryPages(
  filter: AuditFilter,
  limit: number,
  read: (time: { sinceMs: number; untilMs: number; offset: number }) => Page,
): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  const { sinceMs = 0, before } = filter;
  const untilMs = Math.min(
    filter.untilMs ?? Number.MAX_SAFE_INTEGER,
    before === undefined ? Infinity : before.tsMs + 1,
  );
  for (let offset = 0; found.length < limit; offset += PAGE) {
    const records = await read({ sinceMs: Math.floor(sinceMs), untilMs: Math.ceil(untilMs), offset });
    found.push(...records.filter((record) => matches(record, filter)));
    if (records.length < PAGE) break;
  }
  return found.slice(0, limit);
}
