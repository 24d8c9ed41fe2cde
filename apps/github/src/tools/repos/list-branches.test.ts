import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const call = (name: string, args: Record<string, unknown>) => github.call(name, { ...storefront, ...args });

const list = async (args: Record<string, unknown>) => {
  const { structured } = await call("list_branches", args);
  return structured["items"] as { name: string; protected?: boolean; is_default: boolean }[];
};
const names = async (args: Record<string, unknown>) => (await list(args)).map(({ name }) => name);

test("all of them, with where they stand", async () => {
  const rows = await list({ limit: 100 });
  expect(rows).toContainEqual({
    name: "main",
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    protected: true,
    is_default: true,
  });
  expect(rows.filter((row) => row.is_default)).toHaveLength(1);
});

test("by how they begin, and by protection", async () => {
  expect(await names({ query: "feat/s" })).toEqual(["feat/saved-carts"]);
  expect(await names({ protected: true })).toContain("main");
  expect(await names({ query: "ma", protected: true })).toEqual(["main"]);
  expect(await names({ query: "feat/", protected: true })).toEqual([]);
  expect(await names({ query: "nothing-like-it" })).toEqual([]);
});

test("by both, past the first hundred of a kind", async () => {
  const repository = [...github.standIn.world.repositories.values()].find(
    (row) => row.fullName === "harbor/storefront",
  );
  const refs = repository?.git.refs ?? new Map<string, string>();
  const head = refs.get("refs/heads/main") ?? "";
  for (let each = 0; each < 120; each += 1) refs.set(`refs/heads/a/${each}`, head);
  refs.set("refs/heads/zoom", head);
  expect(await list({ query: "zo", protected: false })).toMatchObject([{ name: "zoom", protected: false }]);
  expect(await names({ query: "zo", protected: true })).toEqual([]);
});

test.each([{}, { query: "f" }])("pages join without gap or repeat: %j", async (filter) => {
  const all = await names({ ...filter, limit: 100 });
  expect(all.length).toBeGreaterThan(3);
  const found: string[] = [];
  for (let cursor: unknown; ;) {
    const page = { ...filter, limit: 2, ...(cursor !== undefined && { cursor }) };
    const { structured } = await call("list_branches", page);
    found.push(...(structured["items"] as { name: string }[]).map(({ name }) => name));
    cursor = structured["next_cursor"];
    if (cursor === undefined) break;
  }
  expect(found).toEqual(all);
});

test("none in an empty repository", async () => {
  expect(await names({ repo: "empty" })).toEqual([]);
  expect(await names({ repo: "empty", query: "x" })).toEqual([]);
});
