import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

const found = { total_count: 0, incomplete_results: false, items: [] };

test.each([
  ["list_issues", { scope: "assigned" }, "/issues", []],
  ["search_issues", { query: "carts" }, "/search/issues", found],
  ["search_code", { query: "carts", owner: "harbor" }, "/search/code", found],
  ["search_repositories", { query: "carts" }, "/search/repositories", found],
  ["search_repositories", { scope: "mine" }, "/user/repos", []],
  ["search_repositories", { scope: "starred", query: "carts" }, "/user/starred", []],
  ["get_me", { include: ["orgs"] }, "/user/orgs", []],
  ["get_me", { include: ["teams"] }, "/user/teams", []],
])("%s %j says what single sign-on hides", async (tool, args, path, body) => {
  const headers = { "x-github-sso": "partial-results; organizations=21955855,20582480" };
  github.standIn.control.fault({ path, effect: { status: 200, headers, body } });
  const { structured, text } = await github.call(tool, args);
  expect(structured["note"]).toBe(
    "2 organizations are left out until the token is authorized for single sign-on there.",
  );
  expect(text).toContain("2 organizations are left out");
});

test("nothing is said where nothing is hidden", async () => {
  const { structured } = await github.call("search_repositories", { scope: "mine" });
  expect(structured).not.toHaveProperty("note");
});

test("a search of repositories that GitHub broke off says so", async () => {
  const body = { ...found, incomplete_results: true };
  github.standIn.control.fault({ path: "/search/repositories", effect: { status: 200, body } });
  const { structured } = await github.call("search_repositories", { query: "carts" });
  expect(structured["incomplete"]).toBe(true);
});
