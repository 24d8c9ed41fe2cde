import type { Side } from "../pulls.ts";

/** One line of a patch that a review comment can stand on. */
export interface DiffLine {
  readonly side: Side;
  readonly line: number;
  /** Index of its hunk. */
  readonly hunk: number;
  /** GitHub's old way to name it: lines below the first "@@", later "@@" counted too. */
  readonly position: number;
  /** The hunk from its header down to this line. */
  readonly excerpt: string;
}

const HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** All commentable lines: added and context lines on the right, removed and context lines on the left. */
export function diffLines(patch: string): DiffLine[] {
  const out: DiffLine[] = [];
  let old = 0;
  let now = 0;
  let hunk = -1;
  let shown: string[] = [];
  for (const [position, text] of patch.split("\n").entries()) {
    const header = HEADER.exec(text);
    if (header) {
      hunk++;
      old = Number(header[1]);
      now = Number(header[2]);
      shown = [text];
      continue;
    }
    shown.push(text);
    const excerpt = shown.join("\n");
    const at = { hunk, position, excerpt };
    if (text.startsWith("+")) out.push({ side: "RIGHT", line: now++, ...at });
    else if (text.startsWith("-")) out.push({ side: "LEFT", line: old++, ...at });
    else if (text.startsWith(" ")) {
      out.push({ side: "RIGHT", line: now++, ...at }, { side: "LEFT", line: old++, ...at });
    }
  }
  return out;
}

/** The commentable line of that number and side, if the patch shows it. */
export function findDiffLine(patch: string | undefined, side: Side, line: number): DiffLine | undefined {
  if (patch === undefined) return undefined;
  return diffLines(patch).find((candidate) => candidate.side === side && candidate.line === line);
}

/** The line at an old-style position. */
export function lineAtPosition(patch: string | undefined, position: number): DiffLine | undefined {
  if (patch === undefined) return undefined;
  const found = diffLines(patch).filter((candidate) => candidate.position === position);
  return found.find((candidate) => candidate.side === "RIGHT") ?? found[0];
}
