import type { HunkTable, TableHunk } from "./hunk-table.ts";
import { fileLength } from "./lay-out-file.ts";
import { rankHunks } from "./rank-hunks.ts";
import { isComplete, linesOf, type ShownLines } from "./shown-lines.ts";

const newFileLines = 60;

/** Characters the first page has for hunks, the most for one hunk at first, and the most for one new file's outline. */
export interface PageRoom {
  readonly total: number;
  readonly perHunk: number;
  readonly outline: number;
}

/**
 * Chooses what the first page shows when not everything fits: the best hunks until the room is spent. A long hunk is cut
 * at first, so that it does not crowd out the others, and grows again into room that is left; a new file stays at its
 * first lines and outline. Generated files come after every line of all others.
 */
export function chooseLines(table: HunkTable, room: PageRoom): ShownLines {
  const shown: ShownLines = new Int32Array(table.hunks.length);
  const lengths = table.files.map(() => 0);
  let used = 0;

  function place(hunk: TableHunk, lines: number): boolean {
    const before = shown[hunk.ordinal] ?? 0;
    shown[hunk.ordinal] = lines;
    const length = fileLength(table, hunk.fileIndex, shown, room.outline);
    const now = used - (lengths[hunk.fileIndex] ?? 0) + length;
    if (now > room.total) {
      shown[hunk.ordinal] = before;
      return false;
    }
    used = now;
    lengths[hunk.fileIndex] = length;
    return true;
  }

  /** Shows `most` lines of a hunk, or as many as fit; says whether all of them did. */
  function placeMost(hunk: TableHunk, most: number): boolean {
    if (place(hunk, most)) return true;
    const before = shown[hunk.ordinal] ?? 0;
    // Growing removes notes and outline lines, so the estimate counts on some of their room.
    const estimate = before + table.linesWithin(hunk, before, room.total - used + room.outline + 400);
    for (let lines = Math.min(most - 1, estimate); lines > before && hasChange(hunk, lines); lines -= 1) {
      if (place(hunk, lines)) break;
    }
    return false;
  }

  function fill(hunks: readonly TableHunk[]): boolean {
    for (const hunk of hunks) {
      const lines = firstLines(table, hunk, room.perHunk);
      if (hasChange(hunk, lines) && !placeMost(hunk, lines)) return false;
    }
    return hunks.every((hunk) => {
      if (isComplete(shown, hunk)) return true;
      return hunk.file.status !== "added" && placeMost(hunk, linesOf(hunk));
    });
  }

  const { written, generated } = rankHunks(table);
  if (fill(written)) fill(generated);
  return shown;
}

function firstLines(table: HunkTable, hunk: TableHunk, room: number): number {
  const within = Math.max(1, table.linesWithin(hunk, 0, room));
  return hunk.file.status === "added" ? Math.min(within, newFileLines) : within;
}

/** Context alone tells nothing. */
function hasChange({ hunk }: TableHunk, lines: number): boolean {
  for (let at = 0; at < lines; at += 1) if (hunk.lines[at]?.kind !== "context") return true;
  return false;
}
