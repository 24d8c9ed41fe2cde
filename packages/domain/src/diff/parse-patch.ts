import type { DiffLine, Hunk, LineKind } from "./hunk.ts";

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/s;
const kinds: Readonly<Record<string, LineKind>> = { " ": "context", "+": "added", "-": "removed" };

/**
 * Reads the patch text of one file (GitHub's `patch`, GitLab's `diff`) into hunks.
 * Whatever stands outside a hunk, such as file headers, is passed over; a combined diff of a merge has no hunks here.
 * Never throws: a cut patch gives what it holds, its last hunk marked `truncated`.
 */
export function parsePatch(patch: string): Hunk[] {
  const rows = patch.split("\n");
  const translated = rows.some((row) => row.startsWith("@@ -") && row.endsWith("\r"));
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < rows.length) {
    const found = header.exec(translated ? dropReturn(rows[at] ?? "") : (rows[at] ?? ""));
    at += 1;
    if (!found) continue;
    const read = readHunk(found, rows, at, translated);
    hunks.push(read.hunk);
    at = read.next;
  }
  return hunks;
}

function readHunk(found: RegExpExecArray, rows: string[], from: number, translated: boolean) {
  const lines: DiffLine[] = [];
  const wanted = { old: Number(found[2] ?? 1), new: Number(found[4] ?? 1) };
  let oldLines = 0;
  let newLines = 0;
  let at = from;
  for (; at < rows.length; at += 1) {
    const row = translated ? dropReturn(rows[at] ?? "") : (rows[at] ?? "");
    if (row.startsWith("\\")) {
      const last = lines.pop();
      if (last) lines.push({ ...last, noNewline: true });
      continue;
    }
    if (oldLines >= wanted.old && newLines >= wanted.new) break;
    // Mail and web forms strip trailing blanks, so an empty row inside a hunk is an empty context line; the last row is the split's.
    const kind = row === "" && at < rows.length - 1 ? "context" : kinds[row[0] ?? ""];
    if (!kind) break;
    if (kind !== "added") oldLines += 1;
    if (kind !== "removed") newLines += 1;
    lines.push({ kind, text: row.slice(1) });
  }
  const truncated = oldLines < wanted.old || newLines < wanted.new;
  const hunk: Hunk = {
    oldStart: startOf(Number(found[1]), wanted.old, oldLines),
    oldLines,
    newStart: startOf(Number(found[3]), wanted.new, newLines),
    newLines,
    section: (found[5] ?? "").trimEnd(),
    lines,
    ...(truncated ? { truncated: true } : {}),
  };
  return { hunk, next: at };
}

/** A side that lost all its lines to truncation now starts at the line before, as a side of zero lines does. */
function startOf(start: number, wanted: number, present: number): number {
  return wanted > 0 && present === 0 ? Math.max(0, start - 1) : start;
}

/** git trims the end of hunk headers, so one that ends in a carriage return shows that the transport put one on every row. */
function dropReturn(row: string): string {
  return row.endsWith("\r") ? row.slice(0, -1) : row;
}
