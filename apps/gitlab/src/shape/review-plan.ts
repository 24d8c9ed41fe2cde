import { createHash } from "node:crypto";
import {
  appendRejected as append,
  planComments as plan,
  suggestionBlock,
  type CommentVerdict,
  type FileDiff,
  type RejectedComment,
  type ReviewPlan as AnyPlan,
} from "@fairlead/domain/diff";

/** A line comment as a caller writes it. */
export interface DraftComment {
  path: string;
  line: number;
  side?: "new" | "old" | undefined;
  start_line?: number | undefined;
  body: string;
  suggestion?: string | undefined;
}

/** The commits that a diff's positions are told by. */
export interface DiffRefs {
  base_sha: string;
  start_sha: string;
  head_sha: string;
}

/** A line comment as GitLab takes it, in gitbeaker's spelling. */
export interface PlacedComment {
  note: string;
  position: Record<string, unknown>;
}

export type ReviewPlan = AnyPlan<PlacedComment>;

/** Finds the place of each comment on the diff, or why it has none. */
export function planComments(
  comments: readonly DraftComment[],
  files: readonly FileDiff[],
  refs: DiffRefs,
): ReviewPlan {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const written = comments.map(({ start_line: startLine, side = "new", ...rest }) => ({
    ...rest,
    startLine,
    side: side === "old" ? ("LEFT" as const) : ("RIGHT" as const),
  }));
  return plan(written, files, (comment, at) => ({
    note: textOf({ ...comment, start_line: comment.startLine }),
    position: positionOf(at, byPath.get(at.path), refs),
  }));
}

type Place = Extract<CommentVerdict, { ok: true }>;

/**
 * An added line has only a new number, a removed one only an old one, an unchanged one both: GitLab refuses the rest with
 * "line_code can't be blank". A range is added to the position of its last line.
 */
function positionOf({ path, end, start }: Place, file: FileDiff | undefined, refs: DiffRefs): Record<string, unknown> {
  const { base_sha: baseSha, start_sha: startSha, head_sha: headSha } = refs;
  return {
    positionType: "text",
    baseSha,
    startSha,
    headSha,
    oldPath: file?.previousPath ?? path,
    newPath: path,
    ...numbersOf(end),
    ...(start && { lineRange: { start: lineOf(path, start, file), end: lineOf(path, end, file) } }),
  };
}

function numbersOf({ found: { kind, oldLine, newLine } }: Place["end"]) {
  return {
    ...(kind !== "added" && { oldLine }),
    ...(kind !== "removed" && { newLine }),
  };
}

/** `line_code`: the path's SHA-1 and the running counters of both files; a side that is no file stays at 0. */
function lineOf(path: string, place: Place["end"], file: FileDiff | undefined) {
  const { kind, oldLine, newLine } = place.found;
  const digest = createHash("sha1").update(path).digest("hex");
  const type = kind === "removed" ? "old" : kind === "added" ? "new" : undefined;
  const counters = `${file?.status === "added" ? 0 : oldLine}_${file?.status === "removed" ? 0 : newLine}`;
  return { lineCode: `${digest}_${counters}`, ...(type && { type }), ...numbersOf(place) };
}

/** A suggestion of several lines says how many stand above its last one. */
function textOf({ body, suggestion, line, start_line: start }: Omit<DraftComment, "side">): string {
  if (suggestion === undefined) return body;
  const above = start === undefined ? 0 : line - start;
  return `${body}\n\n${suggestionBlock(suggestion, `suggestion:-${above}+0`)}`.trimStart();
}

/** Comments without a place, as a part of the review's own text. */
export function appendRejected(
  summary: string | undefined,
  comments: readonly DraftComment[],
  rejected: readonly RejectedComment[],
): string | undefined {
  return append(
    summary,
    comments.map(({ side: _side, ...comment }) => comment),
    rejected,
    textOf,
  );
}

/** Why a comment has no place, in the words of this tool's fields. */
export function rejectionOf({ index, reason, nearest }: RejectedComment) {
  return {
    index,
    reason: reason === "suggestion_on_left" ? "suggestion_on_old" : reason,
    nearest: nearest && { line: nearest.line, side: nearest.side === "LEFT" ? "old" : "new", text: nearest.text },
  };
}
