import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function commit(args: Record<string, unknown>) {
  const called = await github.call("get_commit", { ...storefront, ...args });
  return { ...called, files: called.structured["files"] as { path: string; class: string }[] };
}

test("what a commit says and which files it changes", async () => {
  const { structured, files } = await commit({ sha: "fix/cart-rounding" });
  expect(structured).toMatchObject({
    message:
      "Round discounted prices to whole cents\n\nThe cart adds fractions of a cent, the invoice does not.\n\nFixes #12",
    parents: [expect.stringMatching(/^[0-9a-f]{40}$/)],
    files_total: 2,
  });
  expect(files).toContainEqual({
    path: "src/cart/total.ts",
    status: "modified",
    additions: 1,
    deletions: 1,
    class: "source",
  });
  expect(structured).not.toHaveProperty("diff");
  expect(github.sent()).toHaveLength(1);
});

test("its diff, checks and pull requests on request", async () => {
  const { structured, text } = await commit({
    sha: "fix/cart-rounding",
    include: ["patch", "status", "pull_requests"],
  });
  expect(structured["diff"]).toContain("+  return Math.round(line.unitCents * (1 - line.discount)) * line.quantity;");
  expect(structured).toMatchObject({ status: "failure", checks: expect.arrayContaining(["test: failure"]) });
  const fine = await github.call(
    "get_commit",
    { ...storefront, sha: "fix/cart-rounding", include: ["status"] },
    { as: "fine" },
  );
  // Fine-grained tokens do not see check runs.
  expect(fine.structured).toMatchObject({ status: "unknown", checks: [expect.stringContaining("hidden")] });
  expect(structured["pull_requests"]).toEqual([37]);
  expect(text).toMatch(/^commit [0-9a-f]{40}\nparents: /);
});

test("only some paths, by name, folder or pattern", async () => {
  for (const paths of [["src/cart/total.test.ts"], ["src/cart/*.test.ts"]]) {
    expect((await commit({ sha: "fix/cart-rounding", paths })).files.map(({ path }) => path)).toEqual([
      "src/cart/total.test.ts",
    ]);
  }
  expect((await commit({ sha: "fix/cart-rounding", paths: ["src"] })).files).toHaveLength(2);
  expect((await commit({ sha: "fix/cart-rounding", paths: ["docs"] })).code).toBe("not_found");
});

test("what .gitattributes calls generated is not read as source", async () => {
  const { files } = await commit({ sha: "main", include: ["patch"] });
  expect(files).toContainEqual(expect.objectContaining({ path: "package-lock.json", class: "generated" }));
});

describe("a long diff", () => {
  test("keeps to the budget, and its pages join", async () => {
    const pages: string[] = [];
    let cursor: unknown;
    do {
      const { structured, text } = await commit({
        sha: "chore/price-snapshots",
        include: ["patch"],
        max_tokens: 20_000,
        ...(cursor !== undefined && { cursor }),
      });
      expect(JSON.stringify(structured).length).toBeLessThanOrEqual(80_000);
      expect(text.length).toBeLessThanOrEqual(80_000);
      pages.push(String(structured["diff"]));
      cursor = structured["next_cursor"];
    } while (cursor !== undefined && pages.length < 200);
    expect(pages.length).toBeGreaterThan(1);
    expect(cursor).toBeUndefined();
  });
});

test("the first commit has no parent and everything added", async () => {
  const history = await github.call("list_commits", { ...storefront, limit: 100 });
  const first = (history.structured["items"] as { sha: string }[]).at(-1)?.sha;
  const { structured } = await commit({ sha: first, include: ["patch"] });
  expect(structured).toMatchObject({
    parents: [],
    message: expect.stringMatching(/^Start the new shop\n/),
    deletions: 0,
  });
});

test("near the end of the quota at most two facets go ahead", async () => {
  github.standIn.control.limit("mlind", "core", 50);
  const three = { sha: "main", include: ["patch", "pull_requests", "status"] };
  expect((await commit(three)).code).toBe("rate_limited");
  expect((await commit({ ...three, include: ["patch", "status"] })).code).toBeUndefined();
});

test("a commit that is not there", async () => {
  expect((await commit({ sha: "0000000000000000000000000000000000000000" })).code).toMatch(/not_found|invalid_input/);
});
