import {
  appendRejected as append,
  planComments as plan,
  suggestionBlock,
  type CommentSide,
  type FileDiff,
  type RejectedComment,
  type ReviewPlan as AnyPlan,
} from "@fairlead/domain/diff";

/** A line comment as a caller writes it. */
export interface DraftComment {
  path: string;
  line: number;
  side?: CommentSide | undefined;
  start_line?: number | undefined;
  start_side?: CommentSide | undefined;
  body: string;
  suggestion?: string | undefined;
}

/** A line comment as GitHub takes it. */
export interface PlacedComment {
  path: string;
  line: number;
  side: CommentSide;
  start_line?: number;
  start_side?: CommentSide;
  body: string;
}

export type ReviewPlan = AnyPlan<PlacedComment>;

/** Finds the place of each comment on the diff, or why it has none. */
export function planComments(comments: readonly DraftComment[], files: readonly FileDiff[]): ReviewPlan {
  const written = comments.map(({ start_line: startLine, start_side: startSide, ...rest }) => ({
    ...rest,
    startLine,
    startSide,
  }));
  return plan(written, files, (comment, { path, end, start }) => ({
    path,
    line: end.line,
    side: end.side,
    ...(start && { start_line: start.line, start_side: start.side }),
    body: textOf(comment),
  }));
}

function textOf({ body, suggestion }: Pick<DraftComment, "body" | "suggestion">): string {
  return suggestion === undefined ? body : `${body}\n\n${suggestionBlock(suggestion)}`.trimStart();
}

/** Comments without a place, as a part of the review's own text. */
export function appendRejected(
  body: string | undefined,
  comments: readonly DraftComment[],
  rejected: readonly RejectedComment[],
): string | undefined {
  return append(body, comments, rejected, textOf);
}
