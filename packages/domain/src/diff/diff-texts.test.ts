import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countChanges } from "./count-changes.ts";
import { diffTexts } from "./diff-texts.ts";
import { formatUnified } from "./format-unified.ts";
import type { Hunk } from "./hunk.ts";
import { parsePatch } from "./parse-patch.ts";
import { sliceHunk } from "./slice-hunk.ts";
import { splitLines } from "./split-lines.ts";
import { firstLines } from "./walk-hunk.ts";

/** Applies hunks strictly: context and removed lines must be there. */
function apply(text: string, hunks: readonly Hunk[]): string {
  const lines = splitLines(text);
  const out: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const start = firstLines(hunk).oldLine - 1;
    out.push(...lines.slice(at, start));
    at = start;
    expect(out.length + 1).toBe(firstLines(hunk).newLine);
    for (const line of hunk.lines) {
      const full = line.text + (line.noNewline ? "" : "\n");
      if (line.kind !== "added") expect(lines[at++]).toBe(full);
      if (line.kind !== "removed") out.push(full);
    }
  }
  return [...out, ...lines.slice(at)].join("");
}

/** Length of the longest common subsequence, by the textbook table. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0);
  for (const x of a) {
    const next: number[] = [];
    for (const [j, y] of b.entries()) {
      next.push(x === y ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const line = fc.constantFrom("a", "b", "c", "", "}", "  x", "a\r");
const text = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, newline]) => lines.join("\n") + (newline && lines.length > 0 ? "\n" : ""));

describe("diffTexts", () => {
  test("applied to the old text gives the new one, whatever the context", () => {
    fc.assert(
      fc.property(text, text, fc.nat(5), (before, after, context) => {
        expect(apply(before, diffTexts(before, after, context))).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  test("is shortest: as many lines stay as the two texts have in common", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { deletions } = countChanges(diffTexts(before, after));
        const olds = splitLines(before);
        expect(olds.length - deletions).toBe(commonLength(olds, splitLines(after)));
      }),
      { numRuns: 500 },
    );
  });

  test("printed and parsed it is the same", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const hunks = diffTexts(before, after);
        expect(parsePatch(formatUnified(hunks))).toEqual(hunks);
      }),
    );
  });

  test("a hunk cut anywhere gives two hunks that apply like the whole", () => {
    fc.assert(
      fc.property(text, text, fc.nat(40), (before, after, cut) => {
        const parts = diffTexts(before, after).flatMap((hunk) => {
          const at = Math.min(cut, hunk.lines.length);
          return [sliceHunk(hunk, 0, at), sliceHunk(hunk, at, hunk.lines.length)];
        });
        expect(apply(before, parts)).toBe(after);
      }),
    );
  });

  test("prints as git does", () => {
    const before = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n";
    const after = "one\ntwo\nTHREE\nfour\nfive\nsix\nseven\neight\nnine";
    expect(formatUnified(diffTexts(before, after, 1), { oldPath: "n.txt", newPath: "n.txt" })).toBe(
      `--- a/n.txt
+++ b/n.txt
@@ -2,3 +2,3 @@
 two
-three
+THREE
 four
@@ -8,2 +8,2 @@
 eight
-nine
+nine
\\ No newline at end of file
`,
    );
    expect(formatUnified(diffTexts("", "x\n"), { oldPath: null, newPath: "x" })).toBe(
      "--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+x\n",
    );
  });

  test("an added function keeps its own closing brace", () => {
    const before = "f() {\n  a\n}\n\ng() {\n  b\n}\n";
    const after = "f() {\n  a\n}\n\nh() {\n  c\n}\n\ng() {\n  b\n}\n";
    const lines = diffTexts(before, after)[0]?.lines.filter(({ kind }) => kind === "added");
    expect(lines?.map((added) => added.text)).toEqual(["h() {", "  c", "}", ""]);
  });

  test("a line that could move stays beside the one it replaces", () => {
    const [hunk] = diffTexts("a\nr\na\n", "a\na\na\n");
    expect(hunk?.lines.map(({ kind }) => kind)).toEqual(["context", "removed", "added", "context"]);
  });

  test.each([
    [
      "two letters at random",
      (at: number) => ((at * 2654435761) >>> 7) % 2,
      (at: number) => ((at * 40503 + 7) >>> 3) % 2,
    ],
    ["the same lines backwards", (at: number) => at, (at: number) => 250_000 - at],
    ["no line in common", (at: number) => at, (at: number) => -at - 1],
    ["every tenth line changed", (at: number) => at % 977, (at: number) => (at % 10 === 0 ? -at : at % 977)],
  ])("a megabyte with %s is compared in bounded time", (_name, oldLine, newLine) => {
    const before = Array.from({ length: 250_000 }, (_, at) => `${oldLine(at)}\n`).join("");
    const after = Array.from({ length: 250_000 }, (_, at) => `${newLine(at)}\n`).join("");
    const started = process.cpuUsage();
    const hunks = diffTexts(before, after);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
    const out: string[] = [];
    const lines = splitLines(before);
    let at = 0;
    for (const hunk of hunks) {
      const start = firstLines(hunk).oldLine - 1;
      for (; at < start; at += 1) out.push(lines[at] ?? "");
      for (const { kind, text: content } of hunk.lines) {
        if (kind !== "added") at += 1;
        if (kind !== "removed") out.push(`${content}\n`);
      }
    }
    for (; at < lines.length; at += 1) out.push(lines[at] ?? "");
    expect(out.join("") === after).toBe(true);
  });
});
