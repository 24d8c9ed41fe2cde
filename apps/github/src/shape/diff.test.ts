import { CHARACTERS_PER_TOKEN } from "@fairlead/core";
import { readFileDiff } from "@fairlead/domain/diff";
import { expect, test } from "vitest";
import { shapeDiff } from "./diff.ts";

const file = (path: string, hunks: number) =>
  readFileDiff({
    path,
    status: "modified",
    patch: Array.from(
      { length: hunks },
      (_, at) => `@@ -${at * 50 + 1} +${at * 50 + 1} @@\n-\told "${at}"\n+\tnew "${at}"`,
    ).join("\n"),
  });

const size = (value: unknown) => JSON.stringify(value).length;

test("rows and text together keep to the budget, however much is escaped", () => {
  const files = Array.from({ length: 200 }, (_, index) => file(`src/${index}.ts`, 5));
  for (const budgetTokens of [600, 2_000, 6_000]) {
    const { diff, files: rows } = shapeDiff(files, { budgetTokens });
    expect(size(diff) + size(rows)).toBeLessThanOrEqual(budgetTokens * CHARACTERS_PER_TOKEN);
  }
});

test("a small diff is whole", () => {
  const { diff, files, next_cursor } = shapeDiff([file("src/a.ts", 2)], { budgetTokens: 2_000 });
  expect(diff).toContain('+\tnew "1"');
  expect(files).toEqual([
    {
      path: "src/a.ts",
      status: "modified",
      additions: 2,
      deletions: 2,
      class: "source",
      hunks_shown: 2,
      hunks_total: 2,
    },
  ]);
  expect(next_cursor).toBeUndefined();
});

test("rows of files that are shown come first where not all fit", () => {
  const files = [...Array.from({ length: 100 }, (_, index) => file(`docs/${index}.md`, 1)), file("src/pay.ts", 1)];
  const { files: rows } = shapeDiff(files, { budgetTokens: 800 });
  expect(rows.map(({ path }) => path)).toContain("src/pay.ts");
  expect(rows.length).toBeLessThan(files.length);
});

test("a cursor of another diff is a conflict", () => {
  const { next_cursor } = shapeDiff([file("src/a.ts", 200)], { budgetTokens: 600 });
  expect(() => shapeDiff([file("src/b.ts", 200)], { budgetTokens: 600, cursor: next_cursor })).toThrow(
    expect.objectContaining({ code: "conflict" }),
  );
});
