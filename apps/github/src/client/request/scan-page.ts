/** One page of a list, as GitHub cuts it. */
export interface ScannedPage<Row> {
  rows: Row[];
  next: string | undefined;
  /** What GitHub leaves out. */
  note?: string | undefined;
}

/** Asks GitHub for one page; the cursor is its number. */
export type ListPage<Row> = (limit: number, cursor: string | undefined) => Promise<ScannedPage<Row>>;

/** GitHub's longest page. */
const SCAN = 100;

/**
 * Filters a list that GitHub cannot filter: looks through one page of 100 and gives up to `limit` matches. The cursor
 * is `page:row`, so that the next call goes on where this one stopped.
 */
export async function scanPage<Row>(
  list: ListPage<Row>,
  matches: (row: Row) => boolean,
  { limit, cursor = "1:0" }: { limit: number; cursor?: string | undefined },
): Promise<ScannedPage<Row>> {
  const [page, from = "0"] = cursor.split(":");
  const { rows, next, note } = await list(SCAN, page);
  const found: Row[] = [];
  let at = Number(from);
  for (; at < rows.length && found.length < limit; at += 1) {
    const row = rows[at];
    if (row !== undefined && matches(row)) found.push(row);
  }
  return { rows: found, next: at < rows.length ? `${page}:${at}` : next && `${next}:0`, note };
}
