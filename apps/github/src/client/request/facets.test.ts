import { describe, expect, test } from "vitest";
import { connectionFacet, listFacet, readFacets, type FacetPlace } from "./facets.ts";

const LAST = 30;

/** A list of 1 to 30, as REST pages it. */
function upstream({ per_page, page }: { per_page: number; page: number }) {
  const data = Array.from({ length: LAST }, (_, index) => index + 1).slice((page - 1) * per_page, page * per_page);
  const link = page * per_page < LAST ? `<https://x/list?page=${page + 1}>; rel="next"` : undefined;
  return Promise.resolve({ data, headers: { ...(link && { link }) } });
}

const wide = (place: FacetPlace) => listFacet(place, upstream, (row) => `${row}`.padEnd(400, "."));
const narrow = (place: FacetPlace) => listFacet(place, upstream, String);

describe("one facet", () => {
  test("goes on where the budget cut it, without gap or repeat", async () => {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const place = { limit: 7, cursor };
      const read = await readFacets({ wide }, ["wide"], place, { tokens: 500, taken: 100 });
      expect(read).not.toHaveProperty("more");
      found.push(...(read.wide ?? []).map(Number.parseFloat));
      cursor = read.next_cursor;
    } while (cursor !== undefined);
    expect(found).toEqual(Array.from({ length: LAST }, (_, index) => index + 1));
  });

  test("gives a row where not even that fits", async () => {
    const read = await readFacets({ wide }, ["wide"], { limit: 7 }, { tokens: 50, taken: 5_000 });
    expect(read.wide).toHaveLength(1);
  });
});

describe("several", () => {
  const budget = { tokens: 1_000, taken: 0 };

  test("share the budget, and name those with more", async () => {
    const read = await readFacets({ wide, narrow }, ["narrow", "wide"], { limit: 5 }, budget);
    expect(read.narrow).toHaveLength(20);
    expect(read.wide?.length).toBeLessThan(20);
    expect(read.more).toEqual(["wide", "narrow"]);
    expect(JSON.stringify(read).length).toBeLessThan(4_400);
  });

  test("have no cursor", async () => {
    const place = { limit: 5, cursor: "2:0" };
    await expect(readFacets({ wide, narrow }, ["wide", "narrow"], place, budget)).rejects.toThrow(
      "include that one alone",
    );
  });
});

test("a connection is filtered before it is cut", () => {
  const edges = [1, 2, 3, 4, 5].map((node) => ({ cursor: `c${node}`, node }));
  const pageInfo = { hasNextPage: true, endCursor: "c5" };
  const odd = (limit: number) =>
    connectionFacet({ edges, pageInfo }, String, { limit, wanted: (node) => node % 2 === 1 });
  expect(odd(2).rows).toEqual(["1", "3"]);
  expect(odd(2).after(2)).toBe("c3");
  expect(odd(2).after(1)).toBe("c1");
  expect(odd(9).after(3)).toBe("c5");
});

test("what single sign-on hides from the token is no row of a connection", () => {
  const edges = [null, { cursor: "c2", node: null }, { cursor: "c3", node: 3 }];
  const read = connectionFacet({ edges, pageInfo: { hasNextPage: false, endCursor: "c3" } }, String, { limit: 5 });
  expect(read.rows).toEqual(["3"]);
});
