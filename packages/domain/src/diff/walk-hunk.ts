import type { DiffLine, Hunk } from "./hunk.ts";

/** A line with the running counters of both sides: the number it has, or would have, in the old and in the new file. */
export interface PlacedLine {
  readonly line: DiffLine;
  readonly index: number;
  readonly oldLine: number;
  readonly newLine: number;
}

/** Where the running counters of a hunk begin: a side of zero lines names the line before it. */
export function firstLines(hunk: Hunk): { oldLine: number; newLine: number } {
  return {
    oldLine: hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart,
    newLine: hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart,
  };
}

/** Walks a hunk's lines with their numbers in both files. */
export function* walkHunk(hunk: Hunk): Generator<PlacedLine> {
  let { oldLine, newLine } = firstLines(hunk);
  for (const [index, line] of hunk.lines.entries()) {
    yield { line, index, oldLine, newLine };
    if (line.kind !== "added") oldLine += 1;
    if (line.kind !== "removed") newLine += 1;
  }
}
