import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

test("a match comes with the lines around it", async () => {
  const { structured } = await github.call("search_code", { query: "lineTotal", repos: ["harbor/storefront"] });
  expect(structured).toMatchObject({ total: 2 });
  expect(structured["items"]).toContainEqual({
    repo: "harbor/storefront",
    path: "src/cart/total.ts",
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    fragments: [expect.stringContaining("lineTotal")],
  });
});

async function paths(args: Record<string, unknown>): Promise<string[]> {
  const { structured } = await github.call("search_code", { query: "version", owner: "harbor", ...args });
  return (structured["items"] as { repo: string; path: string }[]).map(({ repo, path }) => `${repo}/${path}`);
}

test("owner, path and language narrow it", async () => {
  expect(await paths({ language: "shell" })).toEqual(["harbor/storefront/scripts/release.sh"]);
  expect(await paths({ path: "scripts" })).toEqual(["harbor/storefront/scripts/release.sh"]);
  expect(await paths({ path: "scripts/release.sh" })).toEqual(["harbor/storefront/scripts/release.sh"]);
  expect(await paths({ path: "release.sh" })).toEqual(["harbor/storefront/scripts/release.sh"]);
  expect(await paths({ path: "docs/release.sh" })).toEqual([]);
});

test("a repository that cannot be seen is skipped, and said", async () => {
  const repos = ["harbor/storefront", "harbor/docs", "harbor/nothing"];
  const { structured } = await github.call("search_code", { query: "lineTotal", repos });
  expect(structured).toMatchObject({ total: 2, skipped_repos: ["harbor/nothing"] });
});

test("none to be seen is not found", async () => {
  const { code } = await github.call("search_code", { query: "x", repos: ["harbor/storefront"] }, { as: "driveby7" });
  expect(code).toBe("not_found");
});

test("names of repositories are names", async () => {
  expect((await github.call("search_code", { query: "x", repos: ["harbor"] })).code).toBe("invalid_input");
  expect((await github.call("search_code", { query: "x", repos: ["a/b secret:x"] })).code).toBe("invalid_input");
});
