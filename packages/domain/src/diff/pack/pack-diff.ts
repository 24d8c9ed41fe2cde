import type { FileDiff } from "../file-diff.ts";
import type { FileClass, FileStatus } from "../signals/classify-file.ts";
import { chooseLines } from "./choose-lines.ts";
import { fillRest } from "./fill-rest.ts";
import { hunkTable, type HunkTable } from "./hunk-table.ts";
import { fileLength, layOutFile } from "./lay-out-file.ts";
import { decodeRest, encodeRest } from "./rest-cursor.ts";
import { printPiece, type Piece } from "./section.ts";
import { isComplete, linesOf, type ShownLines } from "./shown-lines.ts";
import { statRows } from "./stat-rows.ts";

/** A file of a page. `hunksShown` counts the hunks of which this page shows at least a line. */
export interface PackedFile {
  readonly path: string;
  readonly status: FileStatus;
  readonly additions: number;
  readonly deletions: number;
  readonly class: FileClass;
  readonly hunksShown: number;
  readonly hunksTotal: number;
}

export interface DiffPage {
  readonly text: string;
  /** On the first page every file; on later pages those the page shows. */
  readonly files: readonly PackedFile[];
  /** Gives the next page; absent after the last. */
  readonly cursor: string | undefined;
  /** Hunks not shown in full after this page. */
  readonly hunksLeft: number;
}

export interface PageOptions {
  /** Tokens are characters / 4, rounded up. At least 250. */
  readonly budgetTokens: number;
  /** The `cursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** A single cut line with everything around it needs about 900 characters. */
const fewestTokens = 250;
const longestLine = 1000;
const statShare = 0.4;

/**
 * Fits a diff into a token budget. The first page has a line for every file and the hunks most worth reading, later ones
 * the rest in file order; each line of each hunk is on exactly one page. The same input always gives the same pages.
 * Lines above 1,000 characters, or a quarter of the budget, are printed cut and say so.
 * Throws `RangeError` below 250 tokens, `RestCursorError` for a cursor of another diff.
 */
export function packDiff(files: readonly FileDiff[], { budgetTokens, cursor }: PageOptions): DiffPage {
  if (!(budgetTokens >= fewestTokens)) throw new RangeError(`a diff page takes at least ${fewestTokens} tokens`);
  const budget = 4 * Math.floor(budgetTokens);
  const table = hunkTable(files, Math.min(longestLine, budget / 4));
  return cursor === undefined ? firstPage(table, budget) : laterPage(table, budget, cursor);
}

function firstPage(table: HunkTable, budget: number): DiffPage {
  const stat = statRows(table.files, Math.floor(budget * statShare))
    .map(({ text }) => text)
    .join("\n");
  const none: ShownLines = new Int32Array(table.hunks.length);
  const opening = stat === "" ? "No files changed." : stat;
  const room = budget - opening.length - 2;
  const outline = Math.floor(budget / 8);
  const whole = showWhole(table, room);
  const shown =
    whole ?? chooseLines(table, { total: room - footerLength(table), perHunk: Math.floor(budget / 4), outline });
  const pieces = table.files.flatMap((_, fileIndex) => layOutFile(table, fileIndex, shown, outline));
  return page(table, opening, pieces, none, shown);
}

function laterPage(table: HunkTable, budget: number, cursor: string): DiffPage {
  const before = decodeRest(table, cursor);
  const shown = before.slice();
  const pieces = fillRest(table, shown, budget - footerLength(table), Math.floor(budget / 4));
  return page(table, "", pieces, before, shown);
}

/** Everything, if it fits. */
function showWhole(table: HunkTable, room: number): ShownLines | undefined {
  let length = 0;
  for (const hunk of table.hunks) {
    length += table.bodyLength(hunk, 0, linesOf(hunk));
    if (length > room) return undefined;
  }
  const all: ShownLines = Int32Array.from(table.hunks, linesOf);
  const total = table.files.reduce((sum, _, fileIndex) => sum + fileLength(table, fileIndex, all, 0), 0);
  return total <= room ? all : undefined;
}

function page(table: HunkTable, opening: string, pieces: Piece[], before: ShownLines, shown: ShownLines): DiffPage {
  const body = pieces.map((piece) => printPiece(table, piece)).join("");
  const hunksLeft = table.hunks.filter((hunk) => !isComplete(shown, hunk)).length;
  const footer = hunksLeft > 0 ? footerText(hunksLeft, table.hunks.length) : "";
  const rest = `${body}${footer}`.replace(/\n$/, "");
  const text = [opening, rest].filter((part) => part !== "").join("\n\n");
  const first = opening !== "";
  return {
    text,
    files: packedFiles(table, before, shown).filter(({ hunksShown }) => first || hunksShown > 0),
    cursor: hunksLeft > 0 ? encodeRest(table, shown) : undefined,
    hunksLeft,
  };
}

function packedFiles(table: HunkTable, before: ShownLines, shown: ShownLines): PackedFile[] {
  return table.files.map((file, fileIndex) => ({
    path: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    class: file.class,
    hunksShown: (table.ofFile[fileIndex] ?? []).filter(({ ordinal }) => (shown[ordinal] ?? 0) > (before[ordinal] ?? 0))
      .length,
    hunksTotal: table.ofFile[fileIndex]?.length ?? 0,
  }));
}

function footerText(left: number, all: number): string {
  return `[${left} of ${all} hunks not shown or cut; the next page goes on in file order]`;
}

function footerLength({ hunks }: HunkTable): number {
  return footerText(hunks.length, hunks.length).length;
}
