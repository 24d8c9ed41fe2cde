import { scoreHunk } from "../signals/score-hunk.ts";
import type { HunkTable, TableHunk } from "./hunk-table.ts";

/** Hunks by what they are worth to a reviewer, best first, ties by path and line; generated ones apart: they come last. */
export function rankHunks(table: HunkTable): { written: TableHunk[]; generated: TableHunk[] } {
  const scored = table.hunks.map((hunk) => ({
    hunk,
    path: hunk.file.path,
    score: scoreHunk(hunk.file.path, hunk.file.class, hunk.hunk, hunk.index === 0),
  }));
  scored.sort((a, b) => b.score - a.score || comparePaths(a.path, b.path) || a.hunk.ordinal - b.hunk.ordinal);
  const ranked = scored.map(({ hunk }) => hunk);
  return {
    written: ranked.filter(({ file }) => file.class !== "generated"),
    generated: ranked.filter(({ file }) => file.class === "generated"),
  };
}

/** By code unit: the same on every machine, whatever its locale. */
function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
