import { ToolError } from "@fairlead/core";
import { FacetCursorError, readFacets as read, type FacetPage, type FacetPlace } from "@fairlead/domain/facets";
import { nextPage } from "./next-page.ts";

export type { FacetPage, FacetPlace };

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
 * A facet that REST lists. Its cursor is `page:row`, so that a page can be shown in parts.
 *
 * @param list Asks GitHub for one page.
 */
export async function listFacet<Upstream, Row>(
  { limit, cursor = "1:0" }: FacetPlace,
  list: (page: { per_page: number; page: number }) => Promise<{ data: Upstream[]; headers: { link?: string } }>,
  toRow: (row: Upstream) => Row,
): Promise<FacetPage<Row>> {
  const [page = 1, from = 0] = cursor.split(":").map(Number);
  const { data, headers } = await list({ per_page: limit, page });
  const next = nextPage(headers);
  return {
    rows: data.slice(from).map(toRow),
    after: (shown) => (from + shown < data.length ? `${page}:${from + shown}` : next && `${next}:0`),
  };
}

/** A connection as GraphQL gives it when asked for edges; null for what single sign-on hides from the token. */
export interface Connection<Node> {
  edges: readonly ({ cursor: string; node: Node | null } | null)[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A facet that GraphQL gives, with only the nodes that are wanted. */
export function connectionFacet<Node, Row>(
  { edges, pageInfo }: Connection<Node>,
  toRow: (node: Node) => Row,
  { limit, wanted = () => true }: { limit: number; wanted?: (node: Node) => boolean },
): FacetPage<Row> {
  const kept = edges.flatMap((edge) => (edge?.node && wanted(edge.node) ? { ...edge, node: edge.node } : []));
  const rows = kept.slice(0, limit);
  return {
    rows: rows.map(({ node }) => toRow(node)),
    after: (shown) => {
      if (shown < kept.length) return rows[shown - 1]?.cursor;
      return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    },
  };
}
