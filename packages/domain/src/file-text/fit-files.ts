import { CHARACTERS_PER_TOKEN, cutLines, shareBudget } from "../budget/index.ts";
import type { DirectoryRow } from "./directory-row.ts";
import type { FileLocation } from "./file-location.ts";

/** A file, or the lines of it that were asked for and fit. `next` is the location of what follows. */
export interface FileText {
  path: string;
  sha?: string | undefined;
  size?: number | undefined;
  from_line?: number | undefined;
  to_line?: number | undefined;
  total_lines?: number | undefined;
  text?: string | undefined;
  note?: string | undefined;
  next?: string | undefined;
}

/** What was found at a location, before the budget is known. */
export interface OpenedFile {
  location: FileLocation;
  sha?: string;
  size?: number;
  text?: string | undefined;
  note?: string | undefined;
}

export interface FittedFiles {
  files: FileText[];
  entries: DirectoryRow[];
  /** Rows of directories that did not fit. */
  entriesLeft: number;
}

/** What the fields around a text take, in characters of JSON. */
const AROUND = 220;

/** Shares the budget between files and directories, and cuts each at a line or row. */
export function fitFiles(
  opened: readonly OpenedFile[],
  rows: readonly DirectoryRow[],
  { budgetTokens, numbered }: { budgetTokens: number; numbered: boolean },
): FittedFiles {
  const texts = opened.map((file) => linesOf(file, numbered));
  const room = budgetTokens * CHARACTERS_PER_TOKEN - AROUND * (opened.length + 1);
  const shares = shareBudget([...texts.map(costOf), costOf(rows.map((row) => JSON.stringify(row)))], room);
  const files = opened.map((file, index) => fitFile(file, texts[index] ?? [], shares[index] ?? 0));
  const entries = takeRows(rows, shares.at(-1) ?? 0);
  return { files, entries, entriesLeft: rows.length - entries.length };
}

/** The lines of the location, as they will be shown. */
function linesOf({ text, location: { from, to } }: OpenedFile, numbered: boolean): string[] {
  const lines = allLines(text ?? "").slice(from - 1, to);
  return numbered ? lines.map((line, index) => `${from + index}: ${line}`) : lines;
}

function allLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function fitFile(file: OpenedFile, lines: readonly string[], share: number): FileText {
  const { location, sha, size, text } = file;
  if (text === undefined) return { path: location.path, sha, size, note: file.note };
  const total = allLines(text).length;
  const cut = cutLines(lines, share);
  const last = location.from + cut.lines - 1;
  const note = [
    location.from > Math.max(total, 1) ? `has only ${total} lines` : undefined,
    cut.cutAt === undefined ? undefined : `line ${last} is cut at ${cut.cutAt} characters`,
    text.includes("\r\n") ? "lines end in CRLF" : undefined,
  ].filter((part) => part !== undefined);
  return {
    path: location.path,
    sha,
    size,
    ...(cut.lines > 0 && { from_line: location.from, to_line: last }),
    total_lines: total,
    text: cut.text,
    note: note.length > 0 ? note.join("; ") : undefined,
    next:
      cut.lines < lines.length
        ? `${location.path}#L${last + 1}-${location.to === undefined ? "" : `L${location.to}`}`
        : undefined,
  };
}

function takeRows(rows: readonly DirectoryRow[], share: number): DirectoryRow[] {
  let left = share;
  const end = rows.findIndex((row) => (left -= JSON.stringify(row).length + 1) < 0);
  return end === -1 ? [...rows] : rows.slice(0, end);
}

function costOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + JSON.stringify(line).length, 0);
}
