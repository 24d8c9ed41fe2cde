import { describe, expect, test } from "vitest";
import { checkSizes } from "./sizes.ts";
import { writeTree } from "./write-tree.ts";

function complaint(file: string, lines = 1): string {
  using tree = writeTree({ [file]: "//\n".repeat(lines) });
  return checkSizes(tree.root)
    .map(({ message }) => message)
    .join("\n");
}

describe("length", () => {
  test.each([
    ["apps/github/src/tools/repos/get-file.ts", 120],
    ["apps/github/src/tools/repos/get-file.test.ts", 300],
    ["apps/github/src/client/files.ts", 300],
    ["packages/domain/src/ci-log/fixtures/ci-log.ts", 300],
    ["scripts/check.ts", 300],
  ])("%s has at most %i lines", (file, limit) => {
    expect(complaint(file, limit)).toBe("");
    expect(complaint(file, limit + 1)).toContain(`has ${limit + 1} lines, ${limit} is the most`);
  });

  test("a last line without an end counts", () => {
    using tree = writeTree({ "bench/main.ts": `${"//\n".repeat(300)}//` });
    expect(checkSizes(tree.root)).toMatchObject([{ file: "bench/main.ts", message: expect.stringContaining("301") }]);
  });
});

describe("names", () => {
  test.each(["utils.ts", "util.ts", "helpers.ts", "common.ts", "types.ts", "helpers.test.ts"])("%s", (name) => {
    expect(complaint(`packages/core/src/mcp/${name}`)).toContain("named after no one thing");
  });

  test.each(["common-steps.ts", "tool-error.ts", "token-types.ts", "vitest.config.ts", "http2.ts"])(
    "%s is fine",
    (name) => {
      expect(complaint(`packages/core/src/mcp/${name}`)).toBe("");
    },
  );

  test.each(["getFile.ts", "GetFile.ts", "get_file.ts", "get--file.ts", "-file.ts", "Shape/file.ts"])("%s", (name) => {
    expect(complaint(`packages/core/src/mcp/${name}`)).toContain("not kebab-case");
  });
});
