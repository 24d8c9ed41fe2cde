import { describe, expect, test } from "vitest";

import { createRouter } from "./router.ts";

const paths = [
  "/repos/{owner}/{repo}/branches/{branch}",
  "/repos/{owner}/{repo}/branches/{branch}/protection",
  "/repos/{owner}/{repo}/contents/{path}",
  "/repos/{owner}/{repo}/git/ref/{ref}",
  "/repos/{owner}/{repo}/commits/{ref}",
  "/repos/{owner}/{repo}/commits/{ref}/status",
  "/users/{username}",
];
const find = createRouter(paths.map((path) => ({ method: "GET", path })));
const found = (path: string) => {
  const match = find("GET", path);
  return match && [match.route.path, match.params];
};

describe("a router", () => {
  test("prefers literal segments, and lets branches, refs and paths have slashes", () => {
    expect(found("/repos/a/b/branches/feat/x")).toEqual([paths[0], { owner: "a", repo: "b", branch: "feat/x" }]);
    expect(found("/repos/a/b/branches/feat/protection")).toEqual([paths[1], { owner: "a", repo: "b", branch: "feat" }]);
    expect(found("/repos/a/b/contents/src/a%20b.ts")?.[1]).toMatchObject({ path: "src/a b.ts" });
    expect(found("/repos/a/b/git/ref/heads/feat/x")?.[1]).toMatchObject({ ref: "heads/feat/x" });
  });

  test("keeps an encoded slash inside its segment", () => {
    expect(found("/repos/a/b/commits/feat%2Fx/status")).toEqual([paths[5], { owner: "a", repo: "b", ref: "feat/x" }]);
    expect(found("/repos/a/b/commits/feat%2Fx")?.[1]).toMatchObject({ ref: "feat/x" });
  });

  test("does not find other methods or longer paths", () => {
    expect(find("POST", "/users/mlind")).toBeUndefined();
    expect(found("/users/mlind/nope")).toBeUndefined();
  });
});
