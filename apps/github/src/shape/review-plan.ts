import {
  commentIndex,
  suggestionBlock,
  validateComment,
  type CommentRejection,
  type CommentSide,
  type FileDiff,
  type NearestLine,
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

/** A comment that GitHub would refuse the whole review for. */
export interface RejectedComment {
  index: number;
  reason: CommentRejection;
  nearest: NearestLine | undefined;
}

export interface ReviewPlan {
  /** By their place among the caller's comments. */
  placed: { index: number; comment: PlacedComment }[];
  rejected: RejectedComment[];
}

/** Finds the place of each comment on the diff, or why it has none. */
export function planComments(comments: readonly DraftComment[], files: readonly FileDiff[]): ReviewPlan {
  const index = commentIndex(files);
  const plan: ReviewPlan = { placed: [], rejected: [] };
  for (const [position, comment] of comments.entries()) {
    const { start_line: startLine, start_side: startSide, ...rest } = comment;
    const verdict = validateComment({ ...rest, startLine, startSide }, index);
    if (!verdict.ok) {
      plan.rejected.push({ index: position, reason: verdict.reason, nearest: verdict.nearest });
      continue;
    }
    const { path, end, start } = verdict;
    plan.placed.push({
      index: position,
      comment: {
        path,
        line: end.line,
        side: end.side,
        ...(start && { start_line: start.line, start_side: start.side }),
        body: textOf(comment),
      },
    });
  }
  return plan;
}

function textOf({ body, suggestion }: DraftComment): string {
  return suggestion === undefined ? body : `${body}\n\n${suggestionBlock(suggestion)}`.trimStart();
}

/** Comments without a place, as a part of the review's own text. */
export function appendRejected(
  body: string | undefined,
  comments: readonly DraftComment[],
  rejected: readonly RejectedComment[],
): string | undefined {
  const lines = rejected.flatMap(({ index }) => {
    const comment = comments[index];
    return comment ? [`\`${comment.path}:${comment.line}\`: ${textOf(comment)}`] : [];
  });
  return lines.length === 0 ? body : [...(body ? [body] : []), ...lines].join("\n\n");
}
