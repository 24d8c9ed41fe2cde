import { describe, expect, test } from "vitest";
import { formatUnified } from "./format-unified.ts";
import { parsePatch } from "./parse-patch.ts";

const patch = `@@ -1,4 +1,5 @@ export function total() {
 const a = 1;
-const b = 2;
+const b = 3;
+const c = 4;
 return a;
 }
@@ -20 +21,0 @@
-gone
`;

describe("parsePatch", () => {
  test("reads starts, counts, section and lines of each hunk", () => {
    const hunks = parsePatch(patch);
    expect(hunks).toHaveLength(2);
    expect(hunks[0]).toMatchObject({ oldStart: 1, oldLines: 4, newStart: 1, newLines: 5 });
    expect(hunks[0]?.section).toBe("export function total() {");
    expect(hunks[0]?.lines.map(({ kind }) => kind)).toEqual([
      "context",
      "removed",
      "added",
      "added",
      "context",
      "context",
    ]);
    expect(hunks[1]).toMatchObject({ oldStart: 20, oldLines: 1, newStart: 21, newLines: 0, section: "" });
  });

  test("is the same with and without a final newline, and printing gives the patch back", () => {
    expect(parsePatch(patch.trimEnd())).toEqual(parsePatch(patch));
    expect(formatUnified(parsePatch(patch))).toBe(patch);
  });

  test("marks the lines that end without a newline", () => {
    const [hunk] = parsePatch(
      "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n\\ Kein Zeilenumbruch am Dateiende\n",
    );
    expect(hunk?.lines).toEqual([
      { kind: "removed", text: "a", noNewline: true },
      { kind: "added", text: "a", noNewline: true },
    ]);
  });

  test("lines that look like file headers are lines as long as the counts ask for them", () => {
    const [hunk, more] = parsePatch("@@ -1,2 +1,2 @@\n--- a\n+++ b\n x\n--- a/next\n+++ b/next\n");
    expect(hunk?.lines.map(({ text }) => text)).toEqual(["-- a", "++ b", "x"]);
    expect(more).toBeUndefined();
  });

  test("passes over file headers and combined diffs", () => {
    const header = "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n";
    expect(parsePatch(header + patch)).toEqual(parsePatch(patch));
    expect(parsePatch("@@@ -1,2 -1,2 +1,2 @@@\n  a\n- b\n +c\n")).toEqual([]);
    expect(parsePatch("")).toEqual([]);
  });

  test("keeps the carriage returns of a file, drops those a transport put on every line", () => {
    expect(parsePatch("@@ -1 +1 @@\n-a\r\n+b\r\n")[0]?.lines.map(({ text }) => text)).toEqual(["a\r", "b\r"]);
    expect(parsePatch("@@ -1 +1 @@ f()\r\n-a\r\n+b\r\n")[0]).toMatchObject({
      section: "f()",
      lines: [{ text: "a" }, { text: "b" }],
    });
  });

  test("an empty line inside a hunk is context whose blank was stripped", () => {
    expect(parsePatch("@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n")[0]?.lines[1]).toEqual({ kind: "context", text: "" });
  });

  test("a cut patch gives what it holds, with the counts of that", () => {
    expect(parsePatch("@@ -5,9 +5,9 @@\n a\n+b\n")).toMatchObject([
      { oldStart: 5, oldLines: 1, newStart: 5, newLines: 2, truncated: true },
    ]);
    expect(parsePatch("@@ -5,3 +5,3 @@\n+b")).toMatchObject([{ oldStart: 4, oldLines: 0, newStart: 5, newLines: 1 }]);
    expect(parsePatch("@@ -5,3 +5,3 @@")[0]).toMatchObject({ lines: [], truncated: true });
  });
});
