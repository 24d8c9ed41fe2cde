import type { CommentIndex, CommentableFile } from "./comment-index.ts";
import type { CommentableLine, CommentSide } from "./commentable-lines.ts";

/** A comment as a caller writes it; `side` is RIGHT, the new file, unless given; `startSide` is `side` unless given. */
export interface DraftComment {
  readonly path: string;
  readonly line: number;
  readonly side?: CommentSide | undefined;
  readonly startLine?: number | undefined;
  readonly startSide?: CommentSide | undefined;
  readonly suggestion?: string | undefined;
}

export interface CommentPlace {
  readonly side: CommentSide;
  readonly line: number;
  readonly found: CommentableLine;
}

export type CommentRejection =
  | "path_not_in_diff"
  | "line_not_in_diff"
  | "range_crosses_hunks"
  | "range_reversed"
  | "suggestion_on_left"
  | "no_patch";

export interface NearestLine {
  readonly line: number;
  readonly side: CommentSide;
  readonly text: string;
}

/** Where a valid comment goes (`path` is the file's new one; no `start` for a single line), or why it cannot go there. */
export type CommentVerdict =
  | { readonly ok: true; readonly path: string; readonly end: CommentPlace; readonly start?: CommentPlace }
  | { readonly ok: false; readonly reason: CommentRejection; readonly nearest?: NearestLine };

/** Checks a review comment against the lines that vendors accept comments on: those of the hunks, a range in one hunk. */
export function validateComment(comment: DraftComment, index: CommentIndex): CommentVerdict {
  const { side = "RIGHT", line, startLine } = comment;
  const startSide = comment.startSide ?? side;
  const file = index.get(comment.path);
  if (!file) return { ok: false, reason: "path_not_in_diff" };
  if (file.lines.LEFT.size + file.lines.RIGHT.size === 0) return { ok: false, reason: "no_patch" };

  const isRange = startLine !== undefined && (startLine !== line || startSide !== side);
  const isSuggestion = comment.suggestion !== undefined;
  if (isSuggestion && (side === "LEFT" || (isRange && startSide === "LEFT"))) {
    return { ok: false, reason: "suggestion_on_left" };
  }
  if (isRange && startSide === side && startLine > line) return { ok: false, reason: "range_reversed" };

  const end = file.lines[side].get(line);
  if (!end) return missing(file, line, side, isSuggestion);
  const place: CommentPlace = { side, line, found: end };
  if (!isRange) return { ok: true, path: file.path, end: place };

  const start = file.lines[startSide].get(startLine);
  if (!start) return missing(file, startLine, startSide, isSuggestion);
  if (start.hunk !== end.hunk) return crossing(file, startSide, end);
  if (start.index > end.index) return { ok: false, reason: "range_reversed" };
  return { ok: true, path: file.path, end: place, start: { side: startSide, line: startLine, found: start } };
}

/** The nearest line a comment could have meant, on the same side, but for a removed or added line of exactly that number. */
function missing(file: CommentableFile, line: number, side: CommentSide, rightOnly: boolean): CommentVerdict {
  const otherSide = side === "LEFT" ? "RIGHT" : "LEFT";
  const exact = rightOnly ? undefined : file.lines[otherSide].get(line);
  const nearest: NearestLine | undefined =
    exact && exact.kind !== "context"
      ? { line, side: otherSide, text: exact.text }
      : (nearestOn(file, line, side) ?? (rightOnly ? undefined : nearestOn(file, line, otherSide)));
  return { ok: false, reason: "line_not_in_diff", ...(nearest ? { nearest } : {}) };
}

function nearestOn(file: CommentableFile, wanted: number, side: CommentSide): NearestLine | undefined {
  let best: NearestLine | undefined;
  for (const [line, { text }] of file.lines[side]) {
    if (!best || Math.abs(line - wanted) < Math.abs(best.line - wanted)) best = { line, side, text };
  }
  return best;
}

/** Names the first line on the start's side of the hunk that the range ends in. */
function crossing(file: CommentableFile, side: CommentSide, end: CommentableLine): CommentVerdict {
  const first = [...file.lines[side]].find(([, { hunk }]) => hunk === end.hunk);
  const nearest = first && { line: first[0], side, text: first[1].text };
  return { ok: false, reason: "range_crosses_hunks", ...(nearest ? { nearest } : {}) };
}
