import { nextPage, pageOf } from "./next-page.ts";

/** GitHub's longest page. */
const PER_PAGE = 100;

/**
 * Reads a REST list to its end, page by page, where a page alone would tell something wrong.
 *
 * @param list Asks GitHub for one page.
 * @param most Pages to read at most; `enough` ends the reading early.
 */
export async function everyPage<Row>(
  list: (page: { per_page: number; page: number }) => Promise<{ data: Row[]; headers: { link?: string } }>,
  { most, enough = () => false }: { most: number; enough?: (rows: readonly Row[]) => boolean },
): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | undefined = "1";
  for (let pages = 0; next !== undefined && pages < most && !enough(rows); pages += 1) {
    const { data, headers } = await list({ per_page: PER_PAGE, page: pageOf(next) });
    rows.push(...data);
    next = nextPage(headers);
  }
  return rows;
}
