import { countChanges } from "../count-changes.ts";
import type { FileDiff } from "../file-diff.ts";
import { formatLine } from "../format-unified.ts";
import type { DiffLine, Hunk } from "../hunk.ts";

/** A hunk and where it stands: `ordinal` counts all hunks in file order, `index` those of its file. */
export interface TableHunk {
  readonly ordinal: number;
  readonly fileIndex: number;
  readonly index: number;
  readonly file: FileDiff;
  readonly hunk: Hunk;
  /** Added and removed lines of all hunks up to and with this one: a difference of two gives those of a run. */
  readonly additionsUntil: number;
  readonly deletionsUntil: number;
}

/** All hunks of a diff in file order, with what their lines take when printed. */
export interface HunkTable {
  readonly files: readonly FileDiff[];
  readonly hunks: readonly TableHunk[];
  /** The hunks of each file. */
  readonly ofFile: readonly (readonly TableHunk[])[];
  /** Printed length of the lines `from` to `to` of a hunk. */
  bodyLength(hunk: TableHunk, from: number, to: number): number;
  /** How many lines, from `from` on, fit into `room` characters. */
  linesWithin(hunk: TableHunk, from: number, room: number): number;
  body(hunk: TableHunk, from: number, to: number): string;
}

/** Numbers the hunks of some files. A line longer than `lineLimit` is printed cut, with the number of characters left out. */
export function hunkTable(files: readonly FileDiff[], lineLimit: number): HunkTable {
  const hunks: TableHunk[] = [];
  const ofFile: TableHunk[][] = [];
  let additionsUntil = 0;
  let deletionsUntil = 0;
  for (const [fileIndex, file] of files.entries()) {
    const first = hunks.length;
    for (const [index, hunk] of file.hunks.entries()) {
      if (hunk.lines.length === 0) continue;
      const { additions, deletions } = countChanges([hunk]);
      additionsUntil += additions;
      deletionsUntil += deletions;
      hunks.push({ ordinal: hunks.length, fileIndex, index, file, hunk, additionsUntil, deletionsUntil });
    }
    ofFile.push(hunks.slice(first));
  }
  // Printed length of the first k lines at position k; made when a hunk is first looked at.
  const ends = new Map<number, number[]>();
  const endsOf = ({ ordinal, hunk }: TableHunk): number[] => {
    const known = ends.get(ordinal);
    if (known) return known;
    const made = [0];
    let sum = 0;
    for (const line of hunk.lines) made.push((sum += print(line, lineLimit).length));
    ends.set(ordinal, made);
    return made;
  };
  return {
    files,
    hunks,
    ofFile,
    bodyLength: (hunk, from, to) => (endsOf(hunk)[to] ?? 0) - (endsOf(hunk)[from] ?? 0),
    linesWithin(hunk, from, room) {
      const sums = endsOf(hunk);
      let to = from;
      while (to < hunk.hunk.lines.length && (sums[to + 1] ?? 0) - (sums[from] ?? 0) <= room) to += 1;
      return to - from;
    },
    body: ({ hunk }, from, to) =>
      hunk.lines
        .slice(from, to)
        .map((line) => print(line, lineLimit))
        .join(""),
  };
}

function print(line: DiffLine, limit: number): string {
  const { text } = line;
  if (text.length <= limit) return formatLine(line);
  const end = limit - (/[\uD800-\uDBFF]/.test(text[limit - 1] ?? "") ? 1 : 0);
  return formatLine({ ...line, text: `${text.slice(0, end)}… [+${text.length - end} characters]` });
}
