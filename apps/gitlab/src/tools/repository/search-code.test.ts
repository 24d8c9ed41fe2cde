import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  project: string;
  path: string;
}

async function search(args: Record<string, unknown>) {
  const called = await gitlab.call("search_code", args);
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

test("where the words stand, with the lines around them", async () => {
  const { items, structured } = await search({ ...storefront, query: "cartTotal", extension: ".ts" });
  expect(structured["total"]).toBe(3);
  expect(items).toContainEqual({
    project: "harbor/storefront",
    path: "src/cart/total.ts",
    ref: "main",
    start_line: 10,
    text: expect.stringContaining("export function cartTotal("),
  });
  expect(gitlab.sent()).toHaveLength(1);
});

test("on any ref, in a part of the paths", async () => {
  const query = "savedCarts";
  expect((await search({ ...storefront, query })).items).toEqual([]);
  const { items } = await search({ ...storefront, query, ref: "feat/saved-carts", path: "src/cart" });
  expect(items.map(({ path }) => path)).toEqual(["src/cart/saved-carts.ts"]);
});

test("in a group each row names its project; without advanced search it cannot be", async () => {
  const { items } = await search({ group: "harbor", query: "cents", limit: 100 });
  expect(new Set(items.map(({ project }) => project))).toEqual(
    new Set(["harbor/storefront", "harbor/platform/payments", "harbor/docs"]),
  );
  expect((await search({ project: "1", query: "cartTotal" })).items[0]?.project).toBe("harbor/storefront");
  gitlab.standIn.control.version("18.6.1", false);
  expect((await search({ group: "harbor", query: "other words" })).code).toBe("unsupported");
});

test("pages join without gap or repeat", async () => {
  const first = await search({ ...storefront, query: "cartTotal", limit: 2 });
  const second = await search({ ...storefront, query: "cartTotal", limit: 2, cursor: first.structured["next_cursor"] });
  const whole = await search({ ...storefront, query: "cartTotal" });
  expect([...first.items, ...second.items]).toEqual(whole.items);
});

test.each([
  { query: "x" },
  { ...storefront, group: "harbor", query: "x" },
  { group: "harbor", query: "x", ref: "main" },
])("%j is refused unsent", async (args) => {
  expect((await search(args)).code).toBe("invalid_input");
  expect(gitlab.sent()).toEqual([]);
});
