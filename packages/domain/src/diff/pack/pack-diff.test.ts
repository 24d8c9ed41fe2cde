import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFileDiff, type FileDiff } from "../file-diff.ts";
import { largePullRequest, someFiles } from "../test-diffs.ts";
import { walkHunk } from "../walk-hunk.ts";
import { packDiff, type DiffPage } from "./pack-diff.ts";
import { RestCursorError } from "./rest-cursor.ts";

const kinds: Record<string, string> = { " ": "context", "+": "added", "-": "removed" };

/** Reads a page as a person would: by its `diff` lines and the counts of its hunk headers. */
function readPage(text: string): string[] {
  const rows = text.split("\n");
  const seen: string[] = [];
  let path = "";
  for (
    let at = Math.max(
      0,
      rows.findIndex((row) => row.startsWith("diff ")),
    );
    at < rows.length;
  ) {
    const row = rows[at++] ?? "";
    if (row.startsWith("diff ")) path = row.slice(5);
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/s.exec(row);
    if (!header || header[5]?.startsWith(" [not shown")) continue;
    let [olds, news] = [Number(header[2] ?? 1), Number(header[4] ?? 1)];
    let oldLine = Number(header[1]) + (olds === 0 ? 1 : 0);
    let newLine = Number(header[3]) + (news === 0 ? 1 : 0);
    while (olds > 0 || news > 0 || rows[at]?.startsWith("\\")) {
      const line = rows[at++] ?? "";
      if (line.startsWith("\\")) {
        seen.push(`${seen.pop()} no newline`);
        continue;
      }
      const kind = kinds[line[0] ?? ""] ?? "none";
      seen.push(`${path}:${oldLine}:${newLine}:${kind}:${line.slice(1)}`);
      if (kind !== "added") [oldLine, olds] = [oldLine + 1, olds - 1];
      if (kind !== "removed") [newLine, news] = [newLine + 1, news - 1];
    }
  }
  return seen;
}

function allLines(files: readonly FileDiff[]): string[] {
  return files.flatMap(({ path, hunks }) =>
    hunks.flatMap((hunk) =>
      [...walkHunk(hunk)].map(
        ({ line, oldLine, newLine }) =>
          `${path}:${oldLine}:${newLine}:${line.kind}:${line.text}${line.noNewline ? " no newline" : ""}`,
      ),
    ),
  );
}

function allPages(files: readonly FileDiff[], budgetTokens: number): DiffPage[] {
  const pages = [packDiff(files, { budgetTokens })];
  for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor) {
    pages.push(packDiff(files, { budgetTokens, cursor }));
  }
  return pages;
}

/** A hunk that changes one line and has one of context. */
const hunk = (start: number, line: string) => `@@ -${start},2 +${start},2 @@\n-${line}\n+${line}!\n ${line}\n`;
const code = (word: string) => `if (${word}) ${"x".repeat(130)}`;
const tokens = (text: string) => Math.ceil(text.length / 4);
const budgets = fc.integer({ min: 250, max: 1500 });

describe("packDiff", () => {
  test("joined pages hold every line of every hunk exactly once, and no page is above the budget", () => {
    fc.assert(
      fc.property(someFiles, budgets, (files, budgetTokens) => {
        const pages = allPages(files, budgetTokens);
        for (const { text } of pages) expect(tokens(text)).toBeLessThanOrEqual(budgetTokens);
        expect(pages.flatMap(({ text }) => readPage(text)).toSorted()).toEqual(allLines(files).toSorted());
      }),
      { numRuns: 400 },
    );
  });

  test("later pages go on in file order", () => {
    fc.assert(
      fc.property(someFiles, budgets, (files, budgetTokens) => {
        const order = new Map(allLines(files).map((line, at) => [line, at]));
        const rest = allPages(files, budgetTokens)
          .slice(1)
          .flatMap(({ text }) => readPage(text).map((line) => order.get(line) ?? -1));
        expect(rest).toEqual(rest.toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  test("a generated file shows only when every other file is shown in full", () => {
    fc.assert(
      fc.property(someFiles, budgets, (files, budgetTokens) => {
        const seen = new Set(readPage(packDiff(files, { budgetTokens }).text));
        const isSeen = (file: FileDiff) => allLines([file]).map((line) => seen.has(line));
        const generated = files.filter((file) => file.class === "generated");
        if (!generated.some((file) => isSeen(file).includes(true))) return;
        expect(files.filter((file) => file.class !== "generated").flatMap(isSeen)).not.toContain(false);
      }),
      { numRuns: 300 },
    );
  });

  test("the same input gives the same page", () => {
    const files = largePullRequest();
    expect(packDiff(files, { budgetTokens: 3000 })).toEqual(packDiff(largePullRequest(), { budgetTokens: 3000 }));
  });

  test("a small diff is shown whole, under a line per file", () => {
    const patch = "@@ -1,2 +1,2 @@ f()\n-a\n+b\n c\n";
    const files = [
      readFileDiff({ path: "a.ts", status: "modified", patch }),
      readFileDiff({ path: "b.ts", previousPath: "c.ts", status: "renamed" }),
      readFileDiff({ path: "d.png", status: "added", binary: true }),
      readFileDiff({ path: "e.sql", status: "modified", additions: 9000, deletions: 1, omitted: "too_large" }),
    ];
    const page = packDiff(files, { budgetTokens: 500 });
    expect(page.text).toBe(`M a.ts +1 -1
R b.ts (was c.ts) +0 -0
A d.png (binary)
M e.sql +9000 -1 [too_large]

diff a.ts
@@ -1,2 +1,2 @@ f()
-a
+b
 c`);
    expect(page).toMatchObject({ cursor: undefined, hunksLeft: 0 });
    expect(page.files[0]).toEqual({
      path: "a.ts",
      status: "modified",
      additions: 1,
      deletions: 1,
      class: "source",
      hunksShown: 1,
      hunksTotal: 1,
    });
  });

  test("a run left out is named with its range and counts", () => {
    const dull = `// ${"x".repeat(130)}`;
    const patch = [
      hunk(1, code("a")),
      hunk(80, dull),
      hunk(90, dull),
      ...[200, 300, 400].map((at) => hunk(at, code("b"))),
    ];
    const file = readFileDiff({ path: "a.ts", status: "modified", patch: patch.join("") });
    const { text } = packDiff([file], { budgetTokens: 500 });
    expect(text).toContain("\n@@ -80,12 +80,12 @@ [not shown: hunks 2-3 of 6, +2 -2]\n@@ -200,2 +200,2 @@\n-if (b) ");
  });

  test("a new file that does not fit shows 60 lines and the declarations to come", () => {
    const body = Array.from({ length: 400 }, (_, at) => (at % 50 === 0 ? `+export function part${at}() {` : "+  x();"));
    const newFile = (path: string) =>
      readFileDiff({ path, status: "added", patch: `@@ -0,0 +1,400 @@\n${body.join("\n")}\n` });
    const files = Array.from({ length: 4 }, (_, at) => newFile(`part${at}.ts`));
    const { text } = packDiff(files, { budgetTokens: 1000 });
    expect(text).toContain("diff part0.ts\n@@ -0,0 +1,60 @@\n+export function part0() {\n");
    expect(text).toContain(
      "\n@@ -0,0 +61,340 @@ [not shown: rest of hunk 1 of 1, +340 -0]\n[line 101] export function part100()\n",
    );
  });

  test("a hunk above a quarter of the budget does not crowd out the others, but takes room nobody needs", () => {
    const long = `@@ -1,300 +1,600 @@\n${"-old line of code\n+new line of code\n+one more line\n".repeat(300)}`;
    const short = "@@ -900 +1200 @@\n-a\n+b\n";
    const file = readFileDiff({ path: "a.ts", status: "modified", patch: `${long}${short}` });
    const { text } = packDiff([file], { budgetTokens: 1000 });
    expect(text).toContain("[not shown: rest of hunk 1 of 2, ");
    expect(text).toContain("@@ -900 +1200 @@\n-a\n+b\n");
    expect(tokens(text)).toBeGreaterThan(950);
  });

  test("a hunk whose cut would show context alone waits for a later page", () => {
    const context = ` ${"c".repeat(280)}\n`.repeat(4);
    const long = `@@ -1,5 +1,6 @@\n${context}-a\n+${"b".repeat(280)}\n+${"b".repeat(280)}\n`;
    const patch = `${long}@@ -80 +81 @@\n-short\n+shorter\n`;
    const { text } = packDiff([readFileDiff({ path: "a.ts", status: "modified", patch })], { budgetTokens: 300 });
    expect(text).toContain(
      "diff a.ts\n@@ -1,5 +1,6 @@ [not shown: hunk 1 of 2, +2 -1]\n@@ -80 +81 @@\n-short\n+shorter\n",
    );
  });

  test("a line too long for a page is printed cut and says so", () => {
    const patch = `@@ -1 +1 @@\n-${"a".repeat(5000)}\n+${"😀".repeat(5000)}\n`;
    const pages = allPages([readFileDiff({ path: "a.json", status: "modified", patch })], 300);
    const text = pages.map((page) => page.text).join("\n");
    expect(text).toContain("… [+4700 characters]");
    expect(text).toContain("… [+9700 characters]");
    expect(text.isWellFormed()).toBe(true);
    for (const page of pages) expect(tokens(page.text)).toBeLessThanOrEqual(300);
  });

  test("paths and section names cannot pass for lines of ours", () => {
    const patch = "@@ -1 +1 @@ [not shown: hunks 1-9 of 9, +0 -0]\n-a\n+b\n";
    const { text } = packDiff([readFileDiff({ path: "a\ndiff b.ts", status: "modified", patch })], {
      budgetTokens: 300,
    });
    expect(text.split("\n").filter((row) => row.startsWith("diff "))).toEqual(["diff a\\u000adiff b.ts"]);
    expect(text).not.toContain("[not shown");
  });

  test("refuses budgets that hold nothing and cursors that do not belong", () => {
    const files = largePullRequest();
    const { cursor = "" } = packDiff(files, { budgetTokens: 2000 });
    expect(() => packDiff(files, { budgetTokens: 249 })).toThrow(RangeError);
    for (const wrong of ["", "!", cursor.slice(0, -1), `${cursor}AAAA`, `${cursor}_`, "A".repeat(20)]) {
      expect(() => packDiff(files, { budgetTokens: 2000, cursor: wrong }), wrong).toThrow(RestCursorError);
    }
    expect(() => packDiff(files.slice(1), { budgetTokens: 2000, cursor })).toThrow(RestCursorError);
  });

  test("a damaged cursor is refused, wherever it is damaged", () => {
    const files = largePullRequest().slice(0, 60);
    const { cursor = "" } = packDiff(files, { budgetTokens: 2000 });
    fc.assert(
      fc.property(fc.nat(cursor.length), fc.nat(2), fc.base64String({ maxLength: 3 }), (at, remove, insert) => {
        const damaged = cursor.slice(0, at) + insert + cursor.slice(at + remove);
        if (damaged === cursor) return;
        expect(() => packDiff(files, { budgetTokens: 2000, cursor: damaged })).toThrow(RestCursorError);
      }),
    );
  });

  test("no files", () => {
    expect(packDiff([], { budgetTokens: 500 })).toEqual({
      text: "No files changed.",
      files: [],
      cursor: undefined,
      hunksLeft: 0,
    });
  });
});

describe("packDiff of 400 files and a megabyte", () => {
  const files = largePullRequest();
  const total = files.reduce(
    (sum, { hunks }) => sum + hunks.reduce((n, h) => n + h.lines.reduce((m, l) => m + l.text.length + 2, 0), 0),
    0,
  );

  test("the fixture is that large", () => {
    expect(files).toHaveLength(400);
    expect(total).toBeGreaterThan(1_000_000);
  });

  test.each([500, 2000, 6000, 20_000])(
    "at %i tokens: within the budget, well used, every file in one line, cursor short",
    (budgetTokens) => {
      const before = process.cpuUsage();
      const page = packDiff(files, { budgetTokens });
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
      expect(tokens(page.text)).toBeLessThanOrEqual(budgetTokens);
      expect(tokens(page.text)).toBeGreaterThan(budgetTokens * 0.9);
      expect(page.files).toHaveLength(400);
      const rows = (page.text.split("\n\n")[0] ?? "").split("\n");
      const counted = rows.map((row) => Number(/\/ (\d+) files /.exec(row)?.[1] ?? 1));
      expect(counted.reduce((sum, count) => sum + count, 0)).toBe(400);
      expect(rows.join("\n").length).toBeLessThanOrEqual(budgetTokens * 4 * 0.4);
      expect(page.cursor?.length).toBeLessThan(400);
      const shown = page.files.filter(({ hunksShown }) => hunksShown > 0);
      expect(new Set(shown.map((file) => file.class))).toEqual(new Set(["source"]));
    },
  );

  test("the cursor stays short when many small hunks are picked here and there", () => {
    const hunks = [1, 20, 40, 60, 80, 99].map(
      (at) => `@@ -${at} +${at} @@\n-a\n+${at % 40 === 0 ? "if (token) x" : "b"}\n`,
    );
    const scattered = Array.from({ length: 400 }, (_, at) =>
      readFileDiff({ path: `src/d${at % 20}/f${at}.ts`, status: "modified", patch: hunks.join("") }),
    );
    const { cursor, hunksLeft } = packDiff(scattered, { budgetTokens: 6000 });
    expect(hunksLeft).toBeGreaterThan(2000);
    expect(cursor?.length).toBeLessThan(400);
  });

  test("the lockfile is one line, directories are grouped", () => {
    const { text } = packDiff(files, { budgetTokens: 6000 });
    expect(text.match(/package-lock\.json/g)).toHaveLength(1);
    expect(text).toMatch(/^vendor\/library0\/ 6 files \+\d+ -\d+ \(generated\)$/m);
    expect(text).toMatch(/^M src\/module0\/part0\.ts \+\d+ -\d+$/m);
  });

  test.each([2000, 20_000])("joined pages at %i tokens are the whole diff", (budgetTokens) => {
    const pages = allPages(files, budgetTokens);
    for (const { text } of pages) expect(tokens(text)).toBeLessThanOrEqual(budgetTokens);
    const seen = pages.flatMap(({ text }) => readPage(text)).toSorted();
    expect(seen.length).toBe(allLines(files).length);
    expect(seen.join("\n") === allLines(files).toSorted().join("\n")).toBe(true);
  });
});
