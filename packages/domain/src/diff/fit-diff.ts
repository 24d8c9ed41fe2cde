import { CHARACTERS_PER_TOKEN } from "../budget/index.ts";
import type { FileDiff } from "./file-diff.ts";
import { packDiff, type DiffPage, type PackedFile } from "./pack/pack-diff.ts";

/** A changed file as a result lists it. `hunks_shown` are those of which the diff beside it shows at least a line. */
export interface DiffRow {
  path: string;
  status: string;
  additions: number;
  deletions: number;
  class: string;
  hunks_shown: number;
  hunks_total: number;
}

/** One page of a diff within a budget: the diff begins with a line for every file, the rows are those that fit. */
export interface FittedDiff {
  diff: string;
  files: DiffRow[];
  next_cursor: string | undefined;
}

/** The part of the budget that rows may take, as later pages show few files; the diff gets what they leave. */
const ROWS_SHARE = { first: 0.35, later: 0.1 };
const FEWEST_TOKENS = 250;

/**
 * Packs a diff so that rows and text together fit, in JSON as in text.
 *
 * @param options.budgetTokens For both.
 * @param options.cursor `next_cursor` of the page before.
 * @throws RestCursorError where the cursor was made for another diff: the branch has moved.
 */
export function fitDiff(
  files: readonly FileDiff[],
  { budgetTokens, cursor }: { budgetTokens: number; cursor?: string | undefined },
): FittedDiff {
  const room = budgetTokens * CHARACTERS_PER_TOKEN;
  const share = cursor === undefined ? ROWS_SHARE.first : ROWS_SHARE.later;
  const rowsRoom = Math.min(room * share, jsonLength(files.map(guessRow)));
  const page = packWithin(files, room - rowsRoom, cursor);
  return { diff: page.text, files: fitRows(page.files.map(toRow), rowsRoom), next_cursor: page.cursor };
}

/** The rows alone, as many as fit. */
export function fitDiffRows(files: readonly FileDiff[], budgetTokens: number): DiffRow[] {
  const rows = files.map((file) => toRow({ ...file, hunksShown: 0, hunksTotal: file.hunks.length }));
  return fitRows(rows, budgetTokens * CHARACTERS_PER_TOKEN);
}

/** A line of a diff is longer in JSON, where quotes and tabs are escaped: pack again until that fits, too. */
function packWithin(files: readonly FileDiff[], room: number, cursor: string | undefined): DiffPage {
  for (let tokens = Math.floor(room / CHARACTERS_PER_TOKEN); ; tokens = Math.floor(tokens * 0.9)) {
    const budgetTokens = Math.max(FEWEST_TOKENS, tokens);
    const page = packDiff(files, { budgetTokens, cursor });
    if (budgetTokens === FEWEST_TOKENS || jsonLength(page.text) <= room) return page;
  }
}

function toRow({ path, status, additions, deletions, class: kind, hunksShown, hunksTotal }: PackedFile): DiffRow {
  return { path, status, additions, deletions, class: kind, hunks_shown: hunksShown, hunks_total: hunksTotal };
}

/** A row of the right length, before it is known how much of the file is shown. */
function guessRow(file: FileDiff): DiffRow {
  return toRow({ ...file, hunksShown: file.hunks.length, hunksTotal: file.hunks.length });
}

/** Rows that fit, in order: those of files that are shown are kept first, and source before the rest. */
function fitRows(rows: readonly DiffRow[], room: number): DiffRow[] {
  let left = room;
  const byWorth = rows.toSorted((a, b) => rankOf(a) - rankOf(b));
  const kept = new Set(byWorth.filter((row) => (left -= jsonLength(row) + 1) >= 0));
  return rows.filter((row) => kept.has(row));
}

const CLASSES = ["source", "test", "config", "docs"];

function rankOf({ hunks_shown: shown, class: kind }: DiffRow): number {
  const place = CLASSES.indexOf(kind);
  return (shown > 0 ? 0 : CLASSES.length + 1) + (place === -1 ? CLASSES.length : place);
}

function jsonLength(value: unknown): number {
  return JSON.stringify(value).length;
}
