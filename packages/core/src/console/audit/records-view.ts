import { html } from "hono/html";
import type { AuditFilter, AuditRecord, AuditSink } from "../../audit/index.ts";
import type { Html } from "../../pages/index.ts";
import { filterOf, PAGE_ROWS, queryString, shownPlace, type AuditQuery } from "./audit-query.ts";
import { recordsTable, type ClientNames } from "./records-table.ts";

export interface RecordsPage {
  records: readonly AuditRecord[];
  /** What the URL of the next page says; undefined where there is none. */
  next: string | undefined;
}

/** One page of what was asked for, within what may be seen. */
export async function readRecords(
  sink: Pick<AuditSink, "query">,
  query: AuditQuery,
  within: AuditFilter,
): Promise<RecordsPage> {
  const found = await sink.query({ ...filterOf(query), ...within }, PAGE_ROWS + 1);
  const records = found.slice(0, PAGE_ROWS);
  const last = records.at(-1);
  const more = found.length > PAGE_ROWS && last !== undefined;
  return { records, next: more ? queryString(query, shownPlace(last)) : undefined };
}

/** The rows, and the way to older and to newest ones. */
export function recordsView(
  { records, next }: RecordsPage,
  { action, query, clients, all }: { action: string; query: AuditQuery; clients?: ClientNames; all?: boolean },
): Html {
  const first = queryString(query, "");
  return html`${
      records.length === 0
        ? html`<p role="status">Nothing is on record that fits.</p>`
        : recordsTable(records, { ...(clients && { clients }), ...(all === true && { all }) })
    }
    <nav class="buttons" aria-label="More records">
      ${query.before !== "" && html`<a class="button secondary" href="${action}?${first}">Newest</a>`}
      ${next !== undefined && html`<a class="button secondary" href="${action}?${next}" rel="next">Older</a>`}
    </nav>`;
}
