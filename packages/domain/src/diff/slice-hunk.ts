import type { Hunk } from "./hunk.ts";
import { firstLines } from "./walk-hunk.ts";

/** The lines `from` (inclusive) to `to` (exclusive) of a hunk as a hunk of its own, with real line numbers. */
export function sliceHunk(hunk: Hunk, from: number, to: number): Hunk {
  let { oldLine, newLine } = firstLines(hunk);
  for (let at = 0; at < from; at += 1) {
    const kind = hunk.lines[at]?.kind;
    if (kind !== "added") oldLine += 1;
    if (kind !== "removed") newLine += 1;
  }
  const lines = hunk.lines.slice(from, to);
  let oldLines = 0;
  let newLines = 0;
  for (const { kind } of lines) {
    if (kind !== "added") oldLines += 1;
    if (kind !== "removed") newLines += 1;
  }
  return {
    oldStart: oldLines === 0 ? oldLine - 1 : oldLine,
    oldLines,
    newStart: newLines === 0 ? newLine - 1 : newLine,
    newLines,
    section: from === 0 ? hunk.section : "",
    lines,
    ...(hunk.truncated && to >= hunk.lines.length ? { truncated: true } : {}),
  };
}
