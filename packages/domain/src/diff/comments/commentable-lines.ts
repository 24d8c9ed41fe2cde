import type { Hunk, LineKind } from "../hunk.ts";
import { walkHunk } from "../walk-hunk.ts";

export type CommentSide = "LEFT" | "RIGHT";

/** A line of the diff that can carry a comment: its hunk, its place there, and the running counters of both files. */
export interface CommentableLine {
  readonly hunk: number;
  readonly index: number;
  readonly kind: LineKind;
  readonly text: string;
  readonly oldLine: number;
  readonly newLine: number;
}

/** The commentable lines of a file by line number: LEFT in the old file, RIGHT in the new one. */
export type CommentableLines = Readonly<Record<CommentSide, ReadonlyMap<number, CommentableLine>>>;

/** RIGHT holds context and added lines by new number, LEFT context and removed lines by old number. */
export function commentableLines(hunks: readonly Hunk[]): CommentableLines {
  const left = new Map<number, CommentableLine>();
  const right = new Map<number, CommentableLine>();
  for (const [hunk, content] of hunks.entries()) {
    for (const { line, index, oldLine, newLine } of walkHunk(content)) {
      const entry: CommentableLine = { hunk, index, kind: line.kind, text: line.text, oldLine, newLine };
      if (line.kind !== "added") left.set(oldLine, entry);
      if (line.kind !== "removed") right.set(newLine, entry);
    }
  }
  return { LEFT: left, RIGHT: right };
}
