import { CHARACTERS_PER_TOKEN, shareBudget } from "../budget/index.ts";

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

/** A cursor that could belong to any of several facets. */
export class FacetCursorError extends Error {
  override readonly name = "FacetCursorError";
}

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
 * @throws FacetCursorError for a cursor beside other than one facet.
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
    throw new FacetCursorError("A cursor goes on with one facet: include that one alone.");
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
