import type { DiffLine, Hunk } from "./hunk.ts";

const signs = { context: " ", added: "+", removed: "-" } as const;

/** Paths of the two sides; `null` is a side that does not exist. */
export interface UnifiedPaths {
  readonly oldPath: string | null;
  readonly newPath: string | null;
}

/** `@@ -80,9 +92,14 @@`, a count of one left out as git does. */
export function formatRange(hunk: Pick<Hunk, "oldStart" | "oldLines" | "newStart" | "newLines">): string {
  return `@@ -${side(hunk.oldStart, hunk.oldLines)} +${side(hunk.newStart, hunk.newLines)} @@`;
}

/** One line with its sign and newline, followed by git's note where the file ends without one. */
export function formatLine(line: DiffLine): string {
  return `${signs[line.kind]}${line.text}\n${line.noNewline ? "\\ No newline at end of file\n" : ""}`;
}

/** Hunks as unified diff text, under `---` and `+++` lines when paths are given. Empty for no hunks. */
export function formatUnified(hunks: readonly Hunk[], paths?: UnifiedPaths): string {
  if (hunks.length === 0) return "";
  const parts = paths ? [`--- ${name("a", paths.oldPath)}\n+++ ${name("b", paths.newPath)}\n`] : [];
  for (const hunk of hunks) {
    parts.push(formatRange(hunk), hunk.section ? ` ${hunk.section}\n` : "\n");
    for (const line of hunk.lines) parts.push(formatLine(line));
  }
  return parts.join("");
}

function side(start: number, count: number): string {
  return count === 1 ? `${start}` : `${start},${count}`;
}

function name(prefix: string, path: string | null): string {
  return path === null ? "/dev/null" : `${prefix}/${path}`;
}
