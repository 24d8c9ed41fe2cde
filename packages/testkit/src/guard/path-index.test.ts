import { expect, test } from "vitest";
import { pathIndex } from "./path-index.ts";

const templates = [
  "/repos/{owner}/{repo}/{thing}",
  "/repos/{owner}/{repo}/commits",
  "/repos/{owner}/{repo}/commits/{ref}",
  "/repos/{owner}/{repo}/commits/{ref}/status",
  "/repos/{owner}/{repo}/contents/{path}",
  "/repos/{owner}/{repo}/compare/{basehead}",
  "/repos/{owner}/{repo}/compare/{base}...{head}",
  "/packages/*version/(*path/){file_name}",
  "/drives/{drive-id}/search(q='{q}')",
  "/groups/{id}/(-/)search",
  "/{anything}/else",
];
const find = pathIndex(templates, ["commits/{ref}", "contents/{path}?"]);
const match = (path: string) => find(path, () => true);

test.each([
  ["/repos/a/b/commits", "/repos/{owner}/{repo}/commits", { owner: "a", repo: "b" }],
  ["/repos/a/b/commits/x", "/repos/{owner}/{repo}/commits/{ref}", { owner: "a", repo: "b", ref: "x" }],
  ["/repos/a/b/commits/heads/x", "/repos/{owner}/{repo}/commits/{ref}", { owner: "a", repo: "b", ref: "heads/x" }],
  ["/repos/a/b/commits/heads%2Fx", "/repos/{owner}/{repo}/commits/{ref}", { owner: "a", repo: "b", ref: "heads/x" }],
  [
    "/repos/a/b/commits/f/x/status",
    "/repos/{owner}/{repo}/commits/{ref}/status",
    { owner: "a", repo: "b", ref: "f/x" },
  ],
  ["/repos/a/b/contents", "/repos/{owner}/{repo}/contents/{path}", { owner: "a", repo: "b", path: "" }],
  ["/repos/a/b/contents/x/y.ts", "/repos/{owner}/{repo}/contents/{path}", { owner: "a", repo: "b", path: "x/y.ts" }],
  [
    "/repos/a/b/compare/x...y",
    "/repos/{owner}/{repo}/compare/{base}...{head}",
    { owner: "a", repo: "b", base: "x", head: "y" },
  ],
  ["/repos/a/b/pulls", "/repos/{owner}/{repo}/{thing}", { owner: "a", repo: "b", thing: "pulls" }],
  ["/packages/1/0/a/b/f.zip", "/packages/*version/(*path/){file_name}", undefined],
  ["/drives/d/search(q='a%20b')", "/drives/{drive-id}/search(q='{q}')", { "drive-id": "d", q: "a b" }],
  ["/groups/5/search", "/groups/{id}/(-/)search", { id: "5" }],
  ["/groups/5/-/search", "/groups/{id}/(-/)search", { id: "5" }],
  ["/repos/else", "/{anything}/else", { anything: "repos" }],
])("%s is %s", (path, template, parameters) => {
  expect(match(path)?.template).toBe(template);
  if (parameters) expect(match(path)?.parameters).toEqual(parameters);
});

test.each(["/", "/repos/a/b", "/repos/a/b/pulls/1", "/drives/d/search(q=x)", "/repos/a/b/compare/x/y"])(
  "%s is none",
  (path) => {
    expect(match(path)).toBeUndefined();
  },
);

test("what the caller does not accept gives way to the next best", () => {
  const accepted = find("/repos/a/b/compare/x...y", (template) => template.endsWith("{basehead}"));
  expect(accepted?.parameters).toMatchObject({ basehead: "x...y" });
});
