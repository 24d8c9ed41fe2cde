import type { LineChange } from "./line-changes.ts";
import { lineChanges, splitLines } from "./line-changes.ts";

export interface Patch {
  /** Hunks only, from the first "@@", without a final newline: GitHub's `patch`. Undefined where GitHub leaves it out. */
  text: string | undefined;
  additions: number;
  deletions: number;
}

const CONTEXT = 3;
/** GitHub loads no single file's diff beyond these ("Repository limits" in its documentation). */
const MAX_LINES = 20_000;
const MAX_BYTES = 500_000;

/** Git's rule: a NUL among the first 8,000 bytes. */
export function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

const range = (start: number, count: number): string => {
  const first = count === 0 ? start : start + 1;
  return count === 1 ? `${first}` : `${first},${count}`;
};

/** The nearest line above that starts with a letter, `_` or `$`: git's default function name. */
function heading(lines: readonly string[], before: number): string {
  for (let index = before - 1; index >= 0; index--) {
    const line = lines[index] ?? "";
    if (/^[A-Za-z_$]/.test(line)) return ` ${line.trimEnd().slice(0, 80).trimEnd()}`;
  }
  return "";
}

function printed(sign: string, line: string): string {
  return line.endsWith("\n") ? sign + line.slice(0, -1) : `${sign}${line}\n\\ No newline at end of file`;
}

/** Changes whose context would touch go into one hunk. */
function grouped(changes: readonly LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && change.oldStart - (last.at(-1)?.oldEnd ?? 0) <= 2 * CONTEXT) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunk(oldLines: readonly string[], newLines: readonly string[], group: readonly LineChange[]): string {
  const first = group[0];
  const last = group.at(-1);
  if (!first || !last) return "";
  const oldStart = Math.max(0, first.oldStart - CONTEXT);
  const newStart = first.newStart - (first.oldStart - oldStart);
  const oldEnd = Math.min(oldLines.length, last.oldEnd + CONTEXT);
  const newEnd = last.newEnd + (oldEnd - last.oldEnd);
  const out = [
    `@@ -${range(oldStart, oldEnd - oldStart)} +${range(newStart, newEnd - newStart)} @@${heading(oldLines, oldStart)}`,
  ];
  let at = oldStart;
  for (const change of group) {
    for (; at < change.oldStart; at++) out.push(printed(" ", oldLines[at] ?? ""));
    for (; at < change.oldEnd; at++) out.push(printed("-", oldLines[at] ?? ""));
    for (let line = change.newStart; line < change.newEnd; line++) out.push(printed("+", newLines[line] ?? ""));
  }
  for (; at < oldEnd; at++) out.push(printed(" ", oldLines[at] ?? ""));
  return out.join("\n");
}

/** The unified diff of two texts, with three lines of context. */
export function unifiedPatch(before: string, after: string): Patch {
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const changes = lineChanges(oldLines, newLines);
  const additions = changes.reduce((sum, change) => sum + change.newEnd - change.newStart, 0);
  const deletions = changes.reduce((sum, change) => sum + change.oldEnd - change.oldStart, 0);
  const text = grouped(changes)
    .map((group) => hunk(oldLines, newLines, group))
    .join("\n");
  const tooLarge = additions + deletions > MAX_LINES || Buffer.byteLength(text) > MAX_BYTES;
  return { text: text === "" || tooLarge ? undefined : text, additions, deletions };
}
