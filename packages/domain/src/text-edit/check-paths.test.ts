import { describe, expect, test } from "vitest";
import { checkPaths } from "./check-paths.ts";

describe("checkPaths", () => {
  test("ordinary paths pass, dotfiles, spaces and other scripts among them", () => {
    const paths = [
      "README.md",
      ".github/workflows/ci.yml",
      ".gitignore",
      "a b/ü/日本.txt",
      "..a/b..",
      "x.git/y",
      "a\\b",
    ];
    expect(checkPaths(paths.map((path) => ({ path })))).toEqual([]);
  });

  test.each([
    ["", "empty"],
    ["/etc/passwd", "absolute"],
    ["\\\\server\\share", "absolute"],
    ["C:\\x", "absolute"],
    ["../x", "dot_segment"],
    ["a/../b", "dot_segment"],
    ["a\\..\\b", "dot_segment"],
    ["./a", "dot_segment"],
    [".git/config", "git_folder"],
    ["sub/.GIT/hooks/pre-commit", "git_folder"],
    [".git", "git_folder"],
    ["a/.git./x", "git_folder"],
    ["GIT~1/config", "git_folder"],
    [".git::$INDEX_ALLOCATION/x", "git_folder"],
    [".g\u200Cit/config", "git_folder"],
    ["a//b", "empty_segment"],
    ["a/", "empty_segment"],
    ["a\nb", "control_character"],
    ["a\u0000", "control_character"],
    ["a\u202Ecod.exe", "control_character"],
    ["a\uD800", "control_character"],
  ])("%j: %s", (path, reason) => {
    expect(checkPaths([{ path: "ok" }, { path }])).toEqual([{ operation: 1, path, reason }]);
  });

  test("a path is named once over all operations, as source of a move too", () => {
    const operations = [{ path: "a" }, { path: "b", from_path: "a" }, { path: "c", from_path: "c" }, { path: "A" }];
    expect(checkPaths(operations)).toEqual([
      { operation: 1, path: "a", reason: "duplicate" },
      { operation: 2, path: "c", reason: "duplicate" },
    ]);
    expect(checkPaths([{ path: "x", from_path: "../x" }])).toEqual([
      { operation: 0, path: "../x", reason: "dot_segment" },
    ]);
  });
});
