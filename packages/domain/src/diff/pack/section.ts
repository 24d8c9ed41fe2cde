import { countChanges } from "../count-changes.ts";
import { formatRange } from "../format-unified.ts";
import type { Hunk } from "../hunk.ts";
import { sliceHunk } from "../slice-hunk.ts";
import { firstLines } from "../walk-hunk.ts";
import type { HunkTable, TableHunk } from "./hunk-table.ts";
import { linesOf } from "./shown-lines.ts";
import { showPath } from "./show-path.ts";

/** One or more lines of a page: a line of ours, and the hunk lines that follow it. */
export interface Piece {
  readonly head: string;
  readonly body?: { readonly hunk: TableHunk; readonly from: number; readonly to: number };
}

const longestSection = 80;

/** The line that opens a file. No line of a hunk begins like it. */
export function filePiece(path: string): Piece {
  return { head: `diff ${showPath(path)}` };
}

/** The lines `from` to `to` of a hunk, under their own header with real line numbers. */
export function linesPiece(hunk: TableHunk, from: number, to: number): Piece {
  const part = sliceHunk(hunk.hunk, from, to);
  const section = from > 0 ? `[continues hunk ${place(hunk)}]` : plainSection(part.section);
  return { head: `${formatRange(part)}${section ? ` ${section}` : ""}`, body: { hunk, from, to } };
}

/** Stands for the lines of a hunk from `from` on. */
export function restPiece(hunk: TableHunk, from: number): Piece {
  const rest = sliceHunk(hunk.hunk, from, linesOf(hunk));
  const { additions, deletions } = countChanges([rest]);
  return { head: `${formatRange(rest)} [not shown: rest of hunk ${place(hunk)}, +${additions} -${deletions}]` };
}

/** Stands for the hunks `first` to `last` of one file: the range spans them all. */
export function droppedPiece(table: HunkTable, first: TableHunk, last: TableHunk): Piece {
  const before = table.hunks[first.ordinal - 1];
  const additions = last.additionsUntil - (before?.additionsUntil ?? 0);
  const deletions = last.deletionsUntil - (before?.deletionsUntil ?? 0);
  const which = first === last ? `hunk ${place(first)}` : `hunks ${first.index + 1}-${place(last)}`;
  return { head: `${formatRange(span(first.hunk, last.hunk))} [not shown: ${which}, +${additions} -${deletions}]` };
}

export function pieceLength(table: HunkTable, { head, body }: Piece): number {
  return head.length + 1 + (body ? table.bodyLength(body.hunk, body.from, body.to) : 0);
}

export function printPiece(table: HunkTable, { head, body }: Piece): string {
  return `${head}\n${body ? table.body(body.hunk, body.from, body.to) : ""}`;
}

function place({ index, file }: TableHunk): string {
  return `${index + 1} of ${file.hunks.length}`;
}

/** A section is a line of the reviewed code: one that reads like a note of ours is left out. */
function plainSection(section: string): string {
  return section.startsWith("[") ? "" : section.slice(0, longestSection);
}

function span(first: Hunk, last: Hunk): Pick<Hunk, "oldStart" | "oldLines" | "newStart" | "newLines"> {
  const from = firstLines(first);
  const to = firstLines(last);
  const oldLines = to.oldLine + last.oldLines - from.oldLine;
  const newLines = to.newLine + last.newLines - from.newLine;
  return {
    oldStart: oldLines === 0 ? from.oldLine - 1 : from.oldLine,
    oldLines,
    newStart: newLines === 0 ? from.newLine - 1 : from.newLine,
    newLines,
  };
}
