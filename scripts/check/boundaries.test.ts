import { describe, expect, test } from "vitest";
import { checkBoundaries } from "./boundaries.ts";
import { writeTree } from "./write-tree.ts";

/** What the check says of one file with one statement. */
function complaint(file: string, statement: string): string {
  using tree = writeTree({ [file]: `${statement}\n` });
  return checkBoundaries(tree.root)
    .map(({ message }) => message)
    .join("\n");
}

const load = (specifier: string) => `import { x } from "${specifier}";`;
const tool = "apps/github/src/tools/repos/get-file.ts";

/** [file, specifier, what the complaint says]; an empty complaint means it may. */
type Case = [file: string, specifier: string, complaint: string];

function cases(name: string, rows: readonly Case[]): void {
  describe(name, () => {
    test.each(rows)("%s imports %s: %s", (file, specifier, expected) => {
      const found = complaint(file, load(specifier));
      if (expected === "") expect(found).toBe("");
      else expect(found).toContain(expected);
    });
  });
}

cases("packages point one way", [
  ["apps/hub/src/main.ts", "@fairlead/github", ""],
  ["apps/hub/src/main.ts", "@fairlead/core", ""],
  ["apps/hub/src/main.ts", "@fairlead/sandbox/github", "move this use there"],
  ["apps/hub/demo/main.ts", "@fairlead/sandbox/github", ""],
  ["apps/github/src/main.ts", "@fairlead/core", ""],
  ["apps/github/src/main.ts", "@fairlead/hub", "points upwards"],
  ["packages/core/src/serve.ts", "@fairlead/github", "points upwards"],
  ["packages/core/src/mcp/a.ts", "@fairlead/domain/diff", "points upwards"],
  ["packages/domain/src/diff/a.ts", "@fairlead/core", "points upwards"],
  ["packages/domain/src/diff/a.ts", "@fairlead/github", "points upwards"],
  ["packages/domain/src/diff/a.test.ts", "@fairlead/core", "points upwards"],
  ["packages/sandbox/src/github/a.ts", "@fairlead/github", "points upwards"],
]);

cases("stand-ins and test clients stay with tests", [
  [tool, "@fairlead/testkit", "move this use there"],
  ["apps/github/src/main.ts", "@fairlead/sandbox/github", "move this use there"],
  ["apps/github/src/tools/repos/get-file.test.ts", "@fairlead/testkit", ""],
  ["apps/github/test/connector.test.ts", "@fairlead/sandbox/github", ""],
  ["apps/github/test/harness.ts", "@fairlead/sandbox/github", ""],
  ["apps/conformance-fixture/src/main.ts", "@fairlead/testkit", ""],
  ["packages/core/src/mcp/endpoint.ts", "@fairlead/testkit", "move this use there"],
  ["packages/core/src/mcp/endpoint.test.ts", "@fairlead/testkit", ""],
  ["bench/main.ts", "@fairlead/sandbox/github", ""],
  ["scripts/dev.ts", "@fairlead/sandbox/github", ""],
]);

cases("doors are for every package", [
  [tool, "@fairlead/core/src/connector/page.ts", "past the package's door"],
  ["bench/main.ts", "@fairlead/github/src/vendor.ts", "past the package's door"],
  [tool, "../../../../../packages/core/src/index.ts", "leaves the package"],
  ["scripts/dev.ts", "../apps/hub/src/main.ts", "leaves the package"],
  [tool, "../../shape/file.ts", ""],
]);

cases("a connector's sources", [
  [tool, "@fairlead/core", ""],
  [tool, "@fairlead/core/http", "one door"],
  [tool, "@fairlead/domain/diff", ""],
  [tool, "@fairlead/domain", "import one folder"],
  [tool, "@fairlead/gitlab", "another connector"],
  ["apps/github/src/tools/repos/get-file.test.ts", "@fairlead/gitlab", "another connector"],
  [tool, "zod", ""],
  [tool, "@octokit/rest", ""],
  ["apps/gitlab/src/vendor.ts", "@octokit/rest", "neither the core"],
  ["apps/gitlab/src/vendor.ts", "@gitbeaker/rest", ""],
  ["apps/linear/src/vendor.ts", "@linear/sdk", "add it to the table"],
  [tool, "koa", "neither the core"],
  [tool, "ioredis", "neither the core"],
  [tool, "pg", "neither the core"],
  [tool, "node:crypto", ""],
  [tool, "crypto", 'write "node:crypto"'],
  [tool, "node:http", "goes around the core"],
  [tool, "node:fs/promises", "goes around the core"],
  [tool, "node:sqlite", "goes around the core"],
  ["apps/github/src/main.ts", "node:fs", ""],
  ["apps/github/src/tools/repos/get-file.test.ts", "vitest", ""],
]);

cases("inside the core", [
  ["packages/core/src/connector/page.ts", "zod", ""],
  ["packages/core/src/connector/page.ts", "./access.ts", ""],
  ["packages/core/src/connector/page.ts", "node:crypto", "connector/ is pure"],
  ["packages/core/src/connector/page.ts", "undici", "connector/ is pure"],
  ["packages/core/src/connector/page.test.ts", "vitest", ""],
  ["packages/core/src/connector/page.ts", "../mcp/index.ts", "imports nothing of the core"],
  ["packages/core/src/mcp/endpoint.ts", "../connector/index.ts", ""],
  ["packages/core/src/mcp/endpoint.ts", "../connector/page.ts", "past the door of connector/"],
  ["packages/core/src/mcp/endpoint.test.ts", "../connector/page.ts", "past the door of connector/"],
  ["packages/core/src/mcp/call/call-tool.ts", "../catalog/catalog.ts", ""],
  ["packages/core/src/mcp/call/call-tool.ts", "../../connector/page.ts", "past the door of connector/"],
  ["packages/core/src/serve.ts", "./http/index.ts", ""],
  ["packages/core/src/serve.ts", "./console/index.ts", ""],
  ["packages/core/src/serve.ts", "./http/routes.ts", "past the door of http/"],
  ["packages/core/src/http/routes.ts", "./body.ts", ""],
  ["packages/core/src/auth/sign-in.ts", "../http/index.ts", "serve.ts alone"],
  ["packages/core/src/http/routes.ts", "../console/index.ts", "serve.ts alone"],
  ["packages/core/src/index.ts", "./http/index.ts", "serve.ts alone"],
  ["packages/core/src/run.ts", "./cli/index.ts", ""],
  ["packages/core/src/serve.ts", "./cli/index.ts", "run.ts alone"],
  ["packages/core/src/auth/sign-in.ts", "../cli/index.ts", "run.ts alone"],
  ["packages/core/src/cli/migrate.ts", "../store/index.ts", ""],
  ["packages/core/src/cli/migrate.ts", "../serve-settings.ts", ""],
  ["packages/core/src/cli/migrate.ts", "../serve.ts", "points up"],
  ["packages/core/src/cli/migrate.ts", "../http/index.ts", "serve.ts alone"],
  ["packages/core/src/index.ts", "./connector/index.ts", ""],
  ["packages/core/src/index.ts", "./serve.ts", ""],
  ["packages/core/src/mcp/endpoint.ts", "../serve.ts", "points up"],
]);

describe("every way to import counts", () => {
  test.each([
    'import "koa";',
    'import type { Context } from "koa";',
    'export { default as Koa } from "koa";',
    'export * from "koa";',
    'export type { Context } from "koa";',
    'export const app = await import("koa");',
    "export const app = await import(`koa`);",
  ])("%s", (statement) => {
    expect(complaint(tool, statement)).toContain('"koa" is neither');
  });

  test("but not one that is only written about", () => {
    expect(complaint(tool, '// import "koa";\nexport const text = `import "koa";`;')).toBe("");
  });

  test("types may come into connector/ from packages, not from the core", () => {
    const file = "packages/core/src/connector/context.ts";
    expect(complaint(file, 'import type { Dispatcher } from "undici";')).toBe("");
    expect(complaint(file, 'import { type Dispatcher } from "undici";')).toContain("connector/ is pure");
    expect(complaint(file, 'import type { Log } from "../observe/index.ts";')).toContain("imports nothing of the core");
  });
});

test("a problem says where; vendored and built files are left alone", () => {
  using tree = writeTree({
    [tool]: `import { z } from "zod";\n\n${load("koa")}\n`,
    "apps/github/node_modules/x/index.ts": load("koa"),
    "apps/github/src/dist/x.ts": load("koa"),
  });
  expect(checkBoundaries(tree.root)).toMatchObject([{ file: tool, line: 3 }]);
});

test("a file that cannot be parsed is a problem of its own", () => {
  using tree = writeTree({ [tool]: "import {", "bench/main.ts": load("@fairlead/core") });
  expect(checkBoundaries(tree.root)).toMatchObject([{ file: tool, message: expect.stringContaining("parsed") }]);
});
