import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";

import { splitLines } from "../../../git/line-changes.ts";
import { unifiedPatch } from "../git.ts";
import { diffLines, findDiffLine, lineAtPosition } from "./diff-lines.ts";

const patch = [
  "@@ -1,4 +1,4 @@",
  " one",
  "-two",
  "+zwei",
  " three",
  " four",
  "@@ -20,2 +20,3 @@ fn",
  " twenty",
  "+new",
  " last",
  "\\ No newline at end of file",
].join("\n");

test("context stands on both sides, what was added on the right, what was removed on the left", () => {
  const lines = diffLines(patch).map(({ side, line, hunk }) => `${side[0]}${line}@${hunk}`);
  expect(lines).toEqual([
    "R1@0",
    "L1@0",
    "L2@0",
    "R2@0",
    "R3@0",
    "L3@0",
    "R4@0",
    "L4@0",
    "R20@1",
    "L20@1",
    "R21@1",
    "R22@1",
    "L21@1",
  ]);
});

test("a line outside the hunks, or on the other side, is not there", () => {
  expect(findDiffLine(patch, "RIGHT", 5)).toBeUndefined();
  expect(findDiffLine(patch, "LEFT", 22)).toBeUndefined();
  expect(findDiffLine(undefined, "RIGHT", 1)).toBeUndefined();
  expect(findDiffLine(patch, "RIGHT", 21)?.excerpt).toBe("@@ -20,2 +20,3 @@ fn\n twenty\n+new");
});

test("positions count from below the first header, later headers included", () => {
  expect(lineAtPosition(patch, 1)).toMatchObject({ side: "RIGHT", line: 1 });
  expect(lineAtPosition(patch, 2)).toMatchObject({ side: "LEFT", line: 2 });
  expect(lineAtPosition(patch, 6)).toBeUndefined();
  expect(lineAtPosition(patch, 8)).toMatchObject({ side: "RIGHT", line: 21 });
});

test("whatever two files are, each line names the text that is at its number on its side", () => {
  const file = array(constantFrom("a", "b", "c", "d", ""), { maxLength: 40 }).map((lines) =>
    lines.map((line) => `${line}\n`).join(""),
  );
  assert(
    property(file, file, (before, after) => {
      const { text, additions, deletions } = unifiedPatch(before, after);
      const lines = diffLines(text ?? "");
      const sides = { LEFT: splitLines(before), RIGHT: splitLines(after) };
      for (const { side, line, excerpt } of lines) {
        expect(`${excerpt.split("\n").at(-1)?.slice(1)}\n`).toBe(sides[side][line - 1]);
      }
      const right = lines.filter(
        ({ side, excerpt }) => side === "RIGHT" && excerpt.split("\n").at(-1)?.startsWith("+"),
      );
      const left = lines.filter(({ side, excerpt }) => side === "LEFT" && excerpt.split("\n").at(-1)?.startsWith("-"));
      expect([right.length, left.length]).toEqual([additions, deletions]);
    }),
  );
});
