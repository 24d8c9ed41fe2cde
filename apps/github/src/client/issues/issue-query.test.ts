import { expect, test } from "vitest";
import { issueQueries } from "./issue-query.ts";

const cart = { words: "cart total", kind: "issue", repos: [] } as const;
const three = ["harbor/storefront", "harbor/docs", "harbor/payments"];

test("always says what is searched for", () => {
  expect(issueQueries(cart, "plain")).toEqual(["cart total is:issue"]);
  expect(issueQueries({ ...cart, words: "", kind: "pull_request", state: "open", owner: "harbor" }, "plain")).toEqual([
    "is:pull-request user:harbor is:open",
  ]);
});

test("asks for issues and pull requests apart", () => {
  expect(issueQueries({ ...cart, kind: "any" }, "plain")).toEqual([
    "cart total is:issue",
    "cart total is:pull-request",
  ]);
});

test("names several repositories as GitHub understands them", () => {
  expect(issueQueries({ ...cart, repos: three }, "plain")).toEqual([
    "cart total is:issue repo:harbor/storefront repo:harbor/docs repo:harbor/payments",
  ]);
  expect(issueQueries({ ...cart, repos: three }, "boolean")).toEqual([
    "cart total is:issue (repo:harbor/storefront OR repo:harbor/docs OR repo:harbor/payments)",
  ]);
});

test("keeps to five operators", () => {
  const ten = Array.from({ length: 10 }, (_, index) => `harbor/r${index}`);
  const queries = issueQueries({ ...cart, repos: ten }, "boolean");
  expect(queries.map((query) => query.split(" OR ").length)).toEqual([6, 4]);
});

test("a caller's own OR stays among the words", () => {
  const [query] = issueQueries({ ...cart, words: "cart OR checkout", repos: ["harbor/docs"] }, "boolean");
  expect(query).toBe("(cart OR checkout) is:issue repo:harbor/docs");
});
