import { outlineDeclarations } from "../signals/outline-declarations.ts";
import type { HunkTable, TableHunk } from "./hunk-table.ts";
import { droppedPiece, filePiece, linesPiece, pieceLength, restPiece, type Piece } from "./section.ts";
import { linesOf, type ShownLines } from "./shown-lines.ts";

const mostDeclarations = 20;

/**
 * A file's part of the first page: the lines chosen, a note for every run left out, and for a new file that is cut the
 * declarations still to come, in at most `outlineRoom` characters. Nothing for a file of which no line is shown.
 */
export function layOutFile(table: HunkTable, fileIndex: number, shown: ShownLines, outlineRoom: number): Piece[] {
  const hunks = table.ofFile[fileIndex] ?? [];
  const file = table.files[fileIndex];
  if (!file || !hunks.some(({ ordinal }) => (shown[ordinal] ?? 0) > 0)) return [];
  const pieces: Piece[] = [filePiece(file.path)];
  let dropped: TableHunk[] = [];
  const noteDropped = () => {
    if (dropped.length > 0) pieces.push(droppedPiece(dropped));
    dropped = [];
  };
  for (const hunk of hunks) {
    const lines = shown[hunk.ordinal] ?? 0;
    if (lines === 0) {
      dropped.push(hunk);
      continue;
    }
    noteDropped();
    pieces.push(linesPiece(hunk, 0, lines));
    if (lines === linesOf(hunk)) continue;
    pieces.push(restPiece(hunk, lines));
    if (file.status === "added") pieces.push(...outlinePieces(hunk, lines, outlineRoom));
  }
  noteDropped();
  return pieces;
}

/** Length of what `layOutFile` gives. */
export function fileLength(table: HunkTable, fileIndex: number, shown: ShownLines, outlineRoom: number): number {
  return layOutFile(table, fileIndex, shown, outlineRoom).reduce((sum, piece) => sum + pieceLength(table, piece), 0);
}

function outlinePieces({ file, hunk }: TableHunk, from: number, room: number): Piece[] {
  const hidden = hunk.lines.slice(from).map(({ text }) => text);
  const found = outlineDeclarations(file.path, hidden);
  const pieces: Piece[] = [];
  let used = 0;
  for (const { line, text } of found.slice(0, mostDeclarations)) {
    const head = `[line ${hunk.newStart + from + line - 1}] ${text}`;
    used += head.length + 1;
    if (used > room) break;
    pieces.push({ head });
  }
  return pieces;
}
