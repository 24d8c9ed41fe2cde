import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  name: string;
}

async function list(args: Record<string, unknown> = {}, as: "mlind" | "trenn" = "mlind") {
  const { structured } = await gitlab.call("list_branches", { ...storefront, ...args }, { as });
  return { structured, items: structured["items"] as Row[] };
}

test("by their beginning, not by what they hold", async () => {
  const names = async (query: string) => (await list({ query })).items.map(({ name }) => name);
  expect(await names("feat/")).toEqual([
    "feat/currency-labels",
    "feat/gift-cards",
    "feat/order-export",
    "feat/saved-carts",
  ]);
  expect(await names("cart")).toEqual([]);
  expect(await names("")).toHaveLength(10);
});

test("where each stands, whether it is protected, and whether I can push", async () => {
  const main = { name: "main", sha: expect.stringMatching(/^\w{40}$/), protected: true, is_default: true };
  expect((await list({ query: "main" })).items).toEqual([{ ...main, can_push: true }]);
  expect((await list({ query: "main" }, "trenn")).items).toEqual([{ ...main, can_push: false }]);
});

test("pages join without gap or repeat", async () => {
  const found: string[] = [];
  let cursor: unknown;
  do {
    const page = await list({ limit: 4, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items.map(({ name }) => name));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual((await list()).items.map(({ name }) => name));
});
