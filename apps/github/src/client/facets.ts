import { CHARACTERS_PER_TOKEN, ToolError } from "@fairlead/core";
import { shareBudget } from "@fairlead/domain/budget";
import { nextPage } from "./next-page.ts";

/** One page of what `include` asks for beside an object. */
export interface FacetPage<Row> {
  rows: Row[];
  /** The cursor behind so many of the rows; undefined where nothing follows them. */
  readonly after: (shown: number) => string | undefined;
}

export interface FacetPlace {
  limit: number;
  cursor?: string | undefined;
}

type FacetReader = (place: FacetPlace) => Promise<FacetPage<unknown>>;
type FacetReaders = Readonly<Record<string, FacetReader>>;
type FacetRows<Reader> = Reader extends (place: FacetPlace) => Promise<FacetPage<infer Row>> ? Row[] : never;

/** Rows by facet, where a single facet goes on, and which of several have more rows than are given. */
export type ReadFacets<Readers> = { [Name in keyof Readers]?: FacetRows<Readers[Name]> } & {
  next_cursor?: string | undefined;
  more?: string[] | undefined;
};

/** What each of several facets gives. */
const FIRST = 20;
/** The part of the budget that facets may take however long the object itself is. */
const LEAST_SHARE = 0.4;

/**
 * Reads the facets that are asked for: a single one by limit and cursor, of several the first 20 of each. Rows that would
 * not fit are left for the next page.
 *
 * @param budget.tokens For the whole result.
 * @param budget.taken What the object itself takes, in tokens.
 * @throws ToolError `invalid_input` for a cursor beside other than one facet.
 */
export async function readFacets<Readers extends FacetReaders>(
  readers: Readers,
  include: readonly string[],
  place: FacetPlace,
  budget: { tokens: number; taken: number },
): Promise<ReadFacets<Readers>> {
  const names = Object.keys(readers).filter((name) => include.includes(name));
  const alone = names.length === 1;
  if (place.cursor !== undefined && !alone) {
    throw new ToolError("invalid_input", "A cursor goes on with one facet: include that one alone.");
  }
  const pages = await Promise.all(names.flatMap((name) => readers[name]?.(alone ? place : { limit: FIRST }) ?? []));
  const room = Math.max(budget.tokens * LEAST_SHARE, budget.tokens - budget.taken) * CHARACTERS_PER_TOKEN;
  const shares = shareBudget(
    pages.map(({ rows }) => JSON.stringify(rows).length),
    room,
  );
  const shown = pages.map(({ rows }, index) => fittingRows(rows, shares[index] ?? 0));
  const ends = pages.map((page, index) => page.after(shown[index]?.length ?? 0));
  const more = names.filter((_, index) => ends[index] !== undefined);
  return {
    ...Object.fromEntries(names.map((name, index) => [name, shown[index]])),
    ...(alone ? { next_cursor: ends[0] } : { more: more.length > 0 ? more : undefined }),
  } as ReadFacets<Readers>;
}

/** At least one row: a page without any would never end. */
function fittingRows(rows: readonly unknown[], share: number): unknown[] {
  let left = share;
  const end = rows.findIndex((row, index) => (left -= JSON.stringify(row).length + 1) < 0 && index > 0);
  return end === -1 ? [...rows] : rows.slice(0, end);
}

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

/** A connection as GraphQL gives it when asked for edges. */
export interface Connection<Node> {
  edges: readonly { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** A facet that GraphQL gives, with only the nodes that are wanted. */
export function connectionFacet<Node, Row>(
  { edges, pageInfo }: Connection<Node>,
  toRow: (node: Node) => Row,
  { limit, wanted = () => true }: { limit: number; wanted?: (node: Node) => boolean },
): FacetPage<Row> {
  const kept = edges.filter(({ node }) => wanted(node));
  const rows = kept.slice(0, limit);
  return {
    rows: rows.map(({ node }) => toRow(node)),
    after: (shown) => {
      if (shown < kept.length) return rows[shown - 1]?.cursor;
      return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
    },
  };
}
