import { describe, expect, test, type TestContext } from "vitest";
import type { Exchange } from "./exchange.ts";
import { guardOrSkip } from "./load-guard.ts";

const api = "https://api.github.com";
const user = {
  login: "mlind",
  id: 7,
  node_id: "U_7",
  avatar_url: `${api}/avatars/7`,
  gravatar_id: null,
  url: `${api}/users/mlind`,
  html_url: "https://github.com/mlind",
  followers_url: `${api}/users/mlind/followers`,
  following_url: `${api}/users/mlind/following{/other_user}`,
  gists_url: `${api}/users/mlind/gists{/gist_id}`,
  starred_url: `${api}/users/mlind/starred{/owner}{/repo}`,
  subscriptions_url: `${api}/users/mlind/subscriptions`,
  organizations_url: `${api}/users/mlind/orgs`,
  repos_url: `${api}/users/mlind/repos`,
  events_url: `${api}/users/mlind/events{/privacy}`,
  received_events_url: `${api}/users/mlind/received_events`,
  type: "User",
  site_admin: false,
};
const issue = {
  id: 1,
  node_id: "I_1",
  url: `${api}/repos/harbor/storefront/issues/1`,
  repository_url: `${api}/repos/harbor/storefront`,
  labels_url: `${api}/repos/harbor/storefront/issues/1/labels{/name}`,
  comments_url: `${api}/repos/harbor/storefront/issues/1/comments`,
  events_url: `${api}/repos/harbor/storefront/issues/1/events`,
  html_url: "https://github.com/harbor/storefront/issues/1",
  number: 1,
  state: "open",
  title: "Basket forgets its rows",
  body: null,
  user,
  labels: ["bug", { id: 2, name: "shop", color: "ff0000" }],
  assignee: null,
  milestone: null,
  locked: false,
  comments: 0,
  closed_at: null,
  created_at: "2026-01-02T03:04:05Z",
  updated_at: "2026-01-02T03:04:05Z",
  author_association: "MEMBER",
};
const list: Exchange = {
  method: "GET",
  path: "/repos/harbor/storefront/issues",
  query: { state: "open", per_page: "20" },
  requestHeaders: { accept: "application/vnd.github+json" },
  requestBody: undefined,
  status: 200,
  responseHeaders: { "content-type": "application/json; charset=utf-8" },
  responseBody: [issue],
};
const create: Exchange = {
  ...list,
  method: "POST",
  query: {},
  requestBody: { title: "Basket forgets its rows", labels: ["bug", { name: "shop" }] },
  status: 201,
  responseBody: issue,
};

const open = (context: TestContext) => guardOrSkip(context, "github");

describe("GitHub's description", () => {
  test("a list of issues and a new issue are as described", async (context) => {
    const guard = await open(context);
    expect(guard.check(list)).toEqual([]);
    expect(guard.check(create)).toEqual([]);
    expect(guard.check({ ...list, path: "/api/v3/repos/harbor/storefront/issues" })).toEqual([]);
  });

  test("an issue without a title is found", async (context) => {
    const guard = await open(context);
    const { title: _, ...untitled } = issue;
    expect(guard.check({ ...list, responseBody: [issue, untitled] })).toEqual([
      {
        kind: "response_body",
        operation: "GET /repos/{owner}/{repo}/issues",
        message: "is missing",
        pointer: "/1/title",
      },
    ]);
  });

  const departures: [string, Partial<Exchange>, string][] = [
    ["an unknown path", { path: "/repos/harbor/storefront/isues" }, "unknown_operation"],
    ["a word for a number in the path", { path: "/repos/harbor/storefront/issues/one", query: {} }, "path_parameter"],
    ["an undeclared query parameter", { query: { pageSize: "5" } }, "undeclared_query"],
    ["a state outside the enum", { query: { state: "opened" } }, "query_parameter"],
    ["a page that is no number", { query: { page: "two" } }, "query_parameter"],
    ["a search without its words", { path: "/search/commits", query: {} }, "missing_query"],
    ["an undeclared body field", { ...create, requestBody: { title: "x", lables: [] } }, "undeclared_body"],
    [
      "an undeclared nested field",
      { ...create, requestBody: { title: "x", labels: [{ nam: "y" }] } },
      "undeclared_body",
    ],
    ["a missing body field", { ...create, requestBody: { body: "x" } }, "body"],
    ["an undeclared status", { status: 206 }, "response_status"],
    ["an answer in HTML", { responseHeaders: { "content-type": "text/html" } }, "response_content_type"],
  ];
  for (const [name, change, kind] of departures) {
    test(`${name} is found`, async (context) => {
      const guard = await open(context);
      expect(guard.check({ ...list, ...change }).map((finding) => finding.kind)).toContain(kind);
    });
  }

  test("a deprecated operation is found", async (context) => {
    const guard = await open(context);
    const teams = { ...list, path: "/teams/5", query: {}, status: 404, responseBody: { message: "Not Found" } };
    expect(guard.check(teams)).toMatchObject([{ kind: "deprecated_operation" }]);
  });

  test("nullable without a type takes null, and else only its alternatives", async (context) => {
    const guard = await open(context);
    const path = "/orgs/harbor/properties/schema/tier";
    const answer = (value: unknown) => ({
      ...list,
      path,
      query: {},
      responseBody: { property_name: "tier", value_type: "string", default_value: value },
    });
    for (const value of [null, "gold", ["gold"]]) expect(guard.check(answer(value))).toEqual([]);
    expect(guard.check(answer(5))).toMatchObject([{ kind: "response_body", pointer: "/default_value" }]);
  });

  test("a file's path and a branch's name may hold slashes, and compare has its newer form", async (context) => {
    const guard = await open(context);
    for (const path of ["contents/src/basket.ts", "contents", "git/ref/heads/fix/rows", "compare/main...fix"]) {
      const missing = { status: 404, query: {}, responseBody: { message: "Not Found" } };
      expect(guard.check({ ...list, ...missing, path: `/repos/harbor/storefront/${path}` })).toEqual([]);
    }
    expect([...guard.report().operations.keys()]).toEqual([
      "GET /repos/{owner}/{repo}/contents/{path}",
      "GET /repos/{owner}/{repo}/git/ref/{ref}",
      "GET /repos/{owner}/{repo}/compare/{basehead}",
    ]);
  });

  test("a diff answers where it was asked for", async (context) => {
    const guard = await open(context);
    const media = "application/vnd.github.diff";
    const diff = { path: "/repos/harbor/storefront/pulls/31", query: {}, responseBody: "diff --git a/x b/x" };
    const answer = { ...list, ...diff, responseHeaders: { "content-type": `${media}; charset=utf-8` } };
    expect(guard.check({ ...answer, requestHeaders: { accept: media } })).toEqual([]);
    expect(guard.check(answer)).toMatchObject([{ kind: "response_content_type" }]);
  });
});
