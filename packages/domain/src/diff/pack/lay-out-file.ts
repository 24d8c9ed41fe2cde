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
  const first = hunks[0]?.ordinal ?? 0;
  const pieces: Piece[] = [];
  let reached = 0;
  const noteDropped = (until: number) => {
    const [from, to] = [hunks[reached], hunks[until - 1]];
    if (from && to && until > reached) pieces.push(droppedPiece(table, from, to));
  };
  // This runs for every hunk tried, so hunks not shown are passed over without a look at them.
  for (let at = 0; at < hunks.length; at += 1) {
    const lines = shown[first + at] ?? 0;
    const hunk = lines > 0 ? hunks[at] : undefined;
    if (!hunk) continue;
    noteDropped(at);
    reached = at + 1;
    pieces.push(linesPiece(hunk, 0, lines));
    if (lines === linesOf(hunk)) continue;
    pieces.push(restPiece(hunk, lines));
    if (hunk.file.status === "added") pieces.push(...outlinePieces(hunk, lines, outlineRoom));
  }
  if (pieces.length === 0) return [];
  noteDropped(hunks.length);
  return [filePiece(table.files[fileIndex]?.path ?? ""), ...pieces];
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
