import { afterAll, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
afterAll(async () => github.close());
const { get } = testClient(github);
const shop = "/repos/harbor/storefront";

interface Row {
  sha: string;
  commit: { message: string; author: { date: string } };
  author: { login: string };
}
const subjects = async (query: string) =>
  (await get<Row[]>(`${shop}/commits?${query}`)).body.map(({ commit }) => commit.message.split("\n")[0]);

describe("commits", () => {
  test("are filtered by ref, path, author and time", async () => {
    expect(await subjects("path=src/money.ts")).toEqual([
      "Prices follow the customer's locale",
      "Cart: lines, totals, vouchers",
    ]);
    expect(await subjects("sha=feat%2Fgift-cards&per_page=2")).toEqual([
      "Redeem a gift card at checkout",
      "Gift cards pay a part or all",
    ]);
    expect(await subjects("author=trenn&until=2026-06-01T00:00:00Z&since=2026-05-01T00:00:00Z")).toEqual([
      "Checkout: address, shipping, payment",
    ]);
    expect(await subjects("author=nobody")).toEqual([]);
    expect((await get("/repos/harbor/empty/commits")).status).toBe(409);
  });

  test("one has its files with patches, in pages of 300, and its stats count them all", async () => {
    const branch = `${shop}/commits/chore%2Fprice-snapshots~1`;
    const first = await get<{ files: { filename: string; patch: string }[]; stats: { total: number } }>(branch);
    const second = await get<{ files: object[]; stats: { total: number } }>(`${branch}?page=2`);
    expect([first.body.files.length, second.body.files.length]).toEqual([300, 100]);
    expect(first.headers.get("link")).toContain('rel="next"');
    expect(second.body.stats).toEqual(first.body.stats);
    expect(first.body.files[0]?.patch).toMatch(/^@@ -0,0 \+1,\d+ @@\n\+\/\/ Made by/);
  });

  test("binary, renamed, mode and too large files have no patch; a diff is text", async () => {
    const files = (
      await get<{
        files: { filename: string; status: string; patch?: string; additions: number; previous_filename?: string }[];
      }>(`${shop}/commits/chore%2Fprice-snapshots`)
    ).body.files;
    const by = (name: string) => files.find(({ filename }) => filename === name);
    expect(by("assets/logo.png")).toMatchObject({ status: "modified", additions: 0 });
    expect(by("fixtures/catalog.jsonl")).toMatchObject({ status: "added", additions: 20_400 });
    expect([by("assets/logo.png")?.patch, by("fixtures/catalog.jsonl")?.patch]).toEqual([undefined, undefined]);
    expect(by("e2e/checkout.spec.ts")).toMatchObject({ status: "removed" });
    expect(
      (await get<string>(`${shop}/commits/feat%2Fgift-cards`, { accept: "application/vnd.github.diff" })).body,
    ).toMatch(/^diff --git a\/src\/checkout\/checkout.ts/);
    expect((await get<string>(`${shop}/commits/main`, { accept: "application/vnd.github.sha" })).body).toMatch(
      /^[0-9a-f]{40}$/,
    );
  });
});

describe("compare", () => {
  test("counts both sides from the fork point, and shows 300 files", async () => {
    expect((await get(`${shop}/compare/main...feat%2Fcurrency-labels`)).body).toMatchObject({
      status: "diverged",
      ahead_by: 1,
      behind_by: 4,
    });
    expect((await get(`${shop}/compare/release%2F4.8...main`)).body).toMatchObject({
      status: "ahead",
      ahead_by: 4,
      behind_by: 0,
    });
    expect((await get(`${shop}/compare/main...main`)).body).toMatchObject({ status: "identical", files: [] });
    expect((await get<{ files: object[] }>(`${shop}/compare/main...chore%2Fprice-snapshots`)).body.files).toHaveLength(
      300,
    );
  });

  test("reaches into forks, but not into what is not there", async () => {
    expect(
      (await get<{ files: { filename: string }[] }>(`${shop}/compare/release%2F4.8...driveby7:fix-typo-readme`)).body
        .files,
    ).toMatchObject([{ filename: "README.md" }]);
    expect((await get(`${shop}/compare/main...driveby7:nope`)).status).toBe(404);
    expect((await get(`${shop}/compare/main...harbor:docs:main`)).status).toBe(404);
  });
});
