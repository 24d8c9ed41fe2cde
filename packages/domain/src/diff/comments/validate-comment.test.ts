import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePatch } from "../parse-patch.ts";
import { someFiles } from "../test-diffs.ts";
import { commentIndex } from "./comment-index.ts";
import { validateComment, type DraftComment } from "./validate-comment.ts";

const patch = `@@ -10,4 +10,5 @@ function total() {
 ten
-eleven
+ELEVEN
+eleven and a half
 twelve
 thirteen
@@ -50,3 +51,2 @@
 fifty
-fifty-one
 fifty-two
`;
const index = commentIndex([
  { path: "src/cart.ts", previousPath: "src/basket.ts", hunks: parsePatch(patch) },
  { path: "logo.png", hunks: [] },
  { path: "taken.ts", hunks: parsePatch("@@ -1 +1 @@\n-a\n+b\n") },
  { path: "moved.ts", previousPath: "taken.ts", hunks: parsePatch("@@ -7 +7 @@\n-a\n+b\n") },
]);
const check = (comment: Partial<DraftComment>) => validateComment({ path: "src/cart.ts", line: 11, ...comment }, index);

describe("validateComment", () => {
  test("accepts added and context lines on the right, removed and context lines on the left", () => {
    expect(check({ line: 12 })).toMatchObject({
      ok: true,
      end: { side: "RIGHT", found: { kind: "added", text: "eleven and a half" } },
    });
    expect(check({ line: 13 })).toMatchObject({
      ok: true,
      end: { found: { kind: "context", oldLine: 12, newLine: 13 } },
    });
    expect(check({ line: 11, side: "LEFT" })).toMatchObject({
      ok: true,
      end: { found: { kind: "removed", text: "eleven" } },
    });
    expect(check({ line: 51, side: "LEFT" })).toMatchObject({
      ok: true,
      end: { found: { oldLine: 51, newLine: 52, hunk: 1 } },
    });
  });

  test("accepts ranges inside a hunk, across sides too; a range of one line is that line", () => {
    expect(check({ startLine: 10, line: 14 })).toMatchObject({ ok: true, start: { line: 10 }, end: { line: 14 } });
    expect(check({ startLine: 11, startSide: "LEFT", line: 12 })).toMatchObject({ ok: true, start: { side: "LEFT" } });
    const single = check({ startLine: 12, line: 12 });
    expect(single).toMatchObject({ ok: true, end: { line: 12 } });
    expect(single).not.toHaveProperty("start");
  });

  test("a renamed file answers to both paths, unless another file has the old one", () => {
    expect(check({ path: "src/basket.ts" })).toMatchObject({ ok: true, path: "src/cart.ts" });
    expect(check({ path: "taken.ts", line: 1 })).toMatchObject({ ok: true, path: "taken.ts" });
  });

  test.each([
    ["path_not_in_diff", { path: "src/other.ts" }],
    ["no_patch", { path: "logo.png" }],
    ["line_not_in_diff", { line: 30 }],
    ["line_not_in_diff", { line: 12, startLine: 3 }],
    ["line_not_in_diff", { line: -1 }],
    ["line_not_in_diff", { line: 11.5 }],
    ["range_crosses_hunks", { startLine: 12, line: 51 }],
    ["range_reversed", { startLine: 14, line: 12 }],
    ["range_reversed", { startLine: 13, startSide: "LEFT", line: 11 }],
    ["suggestion_on_left", { side: "LEFT", suggestion: "x" }],
    ["suggestion_on_left", { startLine: 11, startSide: "LEFT", line: 12, suggestion: "x" }],
  ] as const)("%s", (reason, comment) => {
    expect(check(comment)).toMatchObject({ ok: false, reason });
  });

  test("names the nearest line on the same side, or the changed line of that number on the other", () => {
    expect(check({ line: 20 })).toMatchObject({ nearest: { line: 14, side: "RIGHT", text: "thirteen" } });
    expect(check({ line: 53 })).toMatchObject({ nearest: { line: 52, side: "RIGHT", text: "fifty-two" } });
    expect(check({ path: "taken.ts", line: 99 })).toMatchObject({ nearest: { line: 1, side: "RIGHT", text: "b" } });
    const removedOnly = commentIndex([{ path: "a", hunks: parsePatch("@@ -5,2 +4,0 @@\n-x\n-y\n") }]);
    expect(validateComment({ path: "a", line: 6 }, removedOnly)).toMatchObject({
      nearest: { line: 6, side: "LEFT", text: "y" },
    });
    expect(validateComment({ path: "a", line: 6, suggestion: "z" }, removedOnly)).not.toHaveProperty("nearest");
    expect(check({ startLine: 12, line: 51 })).toMatchObject({ nearest: { line: 51, side: "RIGHT", text: "fifty" } });
  });

  test("accepts exactly the lines of the diff, and the nearest line of a refusal is one of them", () => {
    const sides = fc.constantFrom("LEFT" as const, "RIGHT" as const);
    fc.assert(
      fc.property(someFiles, fc.nat(), fc.integer({ min: 1, max: 80 }), sides, (files, pick, line, side) => {
        const file = files[pick % Math.max(1, files.length)];
        if (!file) return;
        const real = new Map<number, string>();
        for (const hunk of file.hunks) {
          let at = side === "LEFT" ? hunk.oldStart : hunk.newStart;
          const gone = side === "LEFT" ? "added" : "removed";
          for (const { kind, text } of hunk.lines) if (kind !== gone) real.set(at++, text);
        }
        const all = commentIndex(files);
        const verdict = validateComment({ path: file.path, line, side }, all);
        expect(verdict.ok).toBe(real.has(line));
        if (verdict.ok) expect(verdict.end.found.text).toBe(real.get(line));
        else if (verdict.nearest) expect(validateComment({ path: file.path, ...verdict.nearest }, all).ok).toBe(true);
        else expect(file.hunks).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
