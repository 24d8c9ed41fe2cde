import { expect, test } from "vitest";
import { isHead, pullQuery } from "./pull-query.ts";

const storefront = { owner: "harbor", repo: "storefront" };

test("each filter is a qualifier, quoted where it has blanks", () => {
  const filter = {
    state: "open",
    head: "trenn:feat/x",
    base: "main",
    author: "@me",
    draft: false,
    labels: ["bug", "good first issue"],
    checks: "failing",
    review: "required",
    sort: "updated",
    direction: "asc",
  } as const;
  expect(pullQuery(storefront, filter)).toBe(
    "is:pull-request is:open repo:harbor/storefront base:main head:feat/x draft:false review:required status:failure " +
      'author:@me label:bug label:"good first issue" sort:updated-asc',
  );
});

test("a bot is searched by the name of its app", () => {
  expect(pullQuery(storefront, { state: "all", author: "dependabot[bot]" })).toContain(" author:app/dependabot ");
});

test("mine, everywhere, in any state", () => {
  expect(pullQuery(undefined, { scope: "review_requested", state: "all" })).toBe(
    "is:pull-request review-requested:@me sort:created-desc",
  );
});

test("a head is a branch, or an owner's", () => {
  const row = { headRefName: "feat/x", headRepositoryOwner: { login: "Trenn" } };
  expect([undefined, "feat/x", "trenn:feat/x"].map((head) => isHead(row, head))).toEqual([true, true, true]);
  expect(["feat", "mlind:feat/x"].map((head) => isHead(row, head))).toEqual([false, false]);
  expect(isHead({ ...row, headRepositoryOwner: null }, "trenn:feat/x")).toBe(false);
});
