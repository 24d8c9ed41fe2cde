import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  sha: string;
  subject: string;
  author: string;
  date: string;
}

async function list(args: Record<string, unknown> = {}) {
  const { structured, code } = await gitlab.call("list_commits", { ...storefront, ...args });
  return { structured, code, items: (structured["items"] ?? []) as Row[] };
}

test("the newest first, of the default branch unless said", async () => {
  const { items } = await list({ limit: 2 });
  expect(items[0]).toEqual({
    sha: gitlab.standIn.world.projects.get(1)?.git.refs.get("refs/heads/main"),
    subject: "Release 4.8.1",
    author: "Harbor CI",
    date: "2026-11-14T09:00:00.000Z",
    url: expect.stringContaining("/harbor/storefront/-/commit/"),
  });
  const onBranch = await list({ branch: "feat/saved-carts", limit: 1 });
  expect(onBranch.items).toMatchObject([{ subject: "Know the customer of a session" }]);
});

test("of a path, an author, a time", async () => {
  const ofPath = await list({ path: "src/cart/total.ts" });
  expect(ofPath.items.length).toBeGreaterThan(0);
  expect(ofPath.items.length).toBeLessThan((await list({ limit: 100 })).items.length);
  const hers = await list({ author: "maja", limit: 5 });
  expect(new Set(hers.items.map(({ author }) => author))).toEqual(new Set(["Maja Lind"]));
  const { items } = await list({ limit: 4 });
  const within = await list({ since: items[2]?.date, until: items[1]?.date });
  expect(within.items).toEqual(items.slice(1, 3));
});

test("first_parent is GitLab's to follow", async () => {
  await list({ first_parent: true });
  expect(gitlab.sent().map(({ query }) => query)).toEqual([expect.stringContaining("first_parent=true")]);
});

test("pages join without gap or repeat, though GitLab counts no commits", async () => {
  const found: string[] = [];
  let cursor: unknown;
  do {
    const page = await list({ path: "src/cart", limit: 3, ...(cursor !== undefined && { cursor }) });
    expect(page.structured).not.toHaveProperty("total");
    found.push(...page.items.map(({ sha }) => sha));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual((await list({ path: "src/cart", limit: 100 })).items.map(({ sha }) => sha));
});

test("a branch that is not there is not found", async () => {
  expect((await list({ ref: "nowhere" })).code).toBe("not_found");
});
