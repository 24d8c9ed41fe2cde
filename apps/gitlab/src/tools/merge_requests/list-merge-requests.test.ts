import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  iid: number;
  updated_at: string;
}

async function list(args: Record<string, unknown>, as: "mlind" | "trenn" = "mlind") {
  const called = await gitlab.call("list_merge_requests", args, { as });
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

const iids = (rows: readonly Row[]) => rows.map(({ iid }) => iid);

test("a row says what a merge request is", async () => {
  const { items, structured } = await list(storefront);
  expect(structured["total"]).toBe(8);
  expect(items.find(({ iid }) => iid === 35)).toEqual({
    project: "harbor/storefront",
    iid: 35,
    title: expect.stringContaining("Search facets"),
    state: "opened",
    draft: true,
    author: "trenn",
    source_branch: "draft/search-facets",
    target_branch: "main",
    labels: ["catalog", "performance"],
    updated_at: expect.stringMatching(/Z$/),
    url: `${gitlab.standIn.url}/harbor/storefront/-/merge_requests/35`,
  });
  expect(gitlab.sent()).toHaveLength(1);
});

describe("filters", () => {
  test.each([
    [{ draft: true }, [35]],
    [{ draft: false, labels: ["cart"] }, [31, 32, 37]],
    [{ author: "mlind" }, [36, 38]],
    [{ reviewer: "mlind" }, [33, 34, 37]],
    [{ assignee: "mlind" }, [38]],
    [{ milestone: "4.9" }, [37]],
    [{ source_branch: "feat/gift-cards" }, [31]],
    [{ target_branch: "develop" }, []],
    [{ query: "currency" }, [34]],
    [{ state: "merged" }, []],
  ])("%j", async (filter, expected) => {
    expect(iids((await list({ ...storefront, ...filter })).items).toSorted()).toEqual(expected);
  });

  test("updated since", async () => {
    const { items } = await list({ ...storefront, sort: "updated", limit: 3 });
    const { items: since } = await list({ ...storefront, sort: "updated", updated_after: items[1]?.updated_at });
    expect(iids(since)).toEqual(iids(items).slice(0, 2));
  });
});

test("pages join without gap or repeat", async () => {
  const found: number[] = [];
  let cursor: unknown;
  do {
    const page = await list({ ...storefront, limit: 3, ...(cursor !== undefined && { cursor }) });
    found.push(...iids(page.items));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found.toSorted()).toEqual([31, 32, 33, 34, 35, 36, 37, 38]);
});

test("mine everywhere, by how I stand to them; of a group", async () => {
  expect(iids((await list({ scope: "created" })).items).toSorted()).toEqual([36, 38]);
  expect(iids((await list({ scope: "assigned" })).items)).toEqual([38]);
  expect(iids((await list({ scope: "review_requested" })).items).toSorted()).toEqual([33, 34, 37]);
  expect(iids((await list({ scope: "review_requested" }, "trenn")).items)).toEqual([38]);
  expect((await list({ group: "harbor", limit: 1 })).structured["total"]).toBe(8);
});

test.each([{}, { scope: "all" }, { ...storefront, group: "harbor" }])("%j is refused unsent", async (args) => {
  expect((await list(args)).code).toBe("invalid_input");
  expect(gitlab.sent()).toEqual([]);
});
