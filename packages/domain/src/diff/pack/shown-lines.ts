import type { TableHunk } from "./hunk-table.ts";

/** How many lines of each hunk, by ordinal, have been shown: always its first ones. */
export type ShownLines = Int32Array;

export function linesOf(hunk: TableHunk | undefined): number {
  return hunk?.hunk.lines.length ?? 0;
}

export function isComplete(shown: ShownLines, hunk: TableHunk): boolean {
  return (shown[hunk.ordinal] ?? 0) >= linesOf(hunk);
}
