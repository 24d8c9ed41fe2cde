import type { HunkTable, TableHunk } from "./hunk-table.ts";
import { filePiece, linesPiece, pieceLength, restPiece, type Piece } from "./section.ts";
import { isComplete, linesOf, type ShownLines } from "./shown-lines.ts";

/** Fewer lines than this at the end of a page are left to the next one. */
const fewestLines = 4;

/**
 * A later page: what has not been shown, in file order, as much as `room` characters hold; `shown` grows by it.
 * A hunk that does not fit moves to the next page whole, unless it takes more than `perHunk` or the page is still empty.
 */
export function fillRest(table: HunkTable, shown: ShownLines, room: number, perHunk: number): Piece[] {
  const page: Piece[] = [];
  let left = room;
  let fileIndex = -1;
  for (const hunk of table.hunks) {
    if (isComplete(shown, hunk)) continue;
    const from = shown[hunk.ordinal] ?? 0;
    const opening = hunk.fileIndex === fileIndex ? [] : [filePiece(hunk.file.path)];
    const whole = [...opening, linesPiece(hunk, from, linesOf(hunk))];
    const length = lengthOf(table, whole);
    if (length <= left) {
      page.push(...whole);
      shown[hunk.ordinal] = linesOf(hunk);
      left -= length;
      fileIndex = hunk.fileIndex;
      continue;
    }
    const fewest = page.length === 0 ? 1 : fewestLines;
    if (page.length === 0 || length > perHunk) page.push(...cutToFit(table, hunk, shown, opening, left, fewest));
    break;
  }
  if (page.length === 0) throw new RangeError("the budget is too small for a single line");
  return page;
}

function cutToFit(
  table: HunkTable,
  hunk: TableHunk,
  shown: ShownLines,
  opening: readonly Piece[],
  room: number,
  fewest: number,
): Piece[] {
  const from = shown[hunk.ordinal] ?? 0;
  for (let lines = table.linesWithin(hunk, from, room); lines >= fewest; lines -= 1) {
    const to = from + lines;
    if (to >= linesOf(hunk)) continue;
    const pieces = [...opening, linesPiece(hunk, from, to), restPiece(hunk, to)];
    if (lengthOf(table, pieces) > room) continue;
    shown[hunk.ordinal] = to;
    return pieces;
  }
  return [];
}

function lengthOf(table: HunkTable, pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + pieceLength(table, piece), 0);
}
