import { ToolError } from "@fairlead/core";
import { FacetCursorError, readFacets as read, type FacetPage, type FacetPlace } from "@fairlead/domain/facets";
import { list } from "./one.ts";

/** `readFacets` of the domain, with its refusal as a tool's. @throws ToolError `invalid_input` */
export const readFacets: typeof read = async (...args) => {
  try {
    return await read(...args);
  } catch (error) {
    if (!(error instanceof FacetCursorError)) throw error;
    throw new ToolError("invalid_input", error.message);
  }
};

/**
 * A facet that GitLab lists by page. Its cursor is `page:row`, so that a page can be shown in parts.
 *
 * @param ask Asks for one page.
 * @param toRows The rows that an upstream row becomes: none for one that is not wanted.
 */
export async function listFacet<Upstream, Row>(
  { limit, cursor = "1:0" }: FacetPlace,
  ask: (page: { perPage: number; page: number }) => Promise<unknown>,
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- GitLab's rows are typed by who reads them
  toRows: (row: Upstream) => Row[],
): Promise<FacetPage<Row>> {
  const [page = 1, from = 0] = cursor.split(":").map(Number);
  const found = await list<Upstream>(ask({ perPage: limit, page }));
  const rows = found.rows.flatMap(toRows);
  return {
    rows: rows.slice(from),
    after: (shown) => {
      if (from + shown < rows.length) return `${page}:${from + shown}`;
      return found.next === undefined ? undefined : `${page + 1}:0`;
    },
  };
}
