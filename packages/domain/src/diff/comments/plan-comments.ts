import type { FileDiff } from "../file-diff.ts";
import { commentIndex } from "./comment-index.ts";
import {
  validateComment,
  type CommentRejection,
  type CommentVerdict,
  type DraftComment,
  type NearestLine,
} from "./validate-comment.ts";

/** A line comment as a caller writes it. */
export interface WrittenComment extends DraftComment {
  readonly body: string;
}

/** A comment that a vendor would refuse the whole review for. */
export interface RejectedComment {
  /** Its place among the caller's comments. */
  index: number;
  reason: CommentRejection;
  nearest: NearestLine | undefined;
}

/** @typeParam Placed A comment as the vendor takes it. */
export interface ReviewPlan<Placed> {
  placed: { index: number; comment: Placed }[];
  rejected: RejectedComment[];
}

/**
 * Finds the place of each comment on the diff, or why it has none.
 *
 * @param place Writes a comment at its place as the vendor wants it.
 */
export function planComments<Comment extends WrittenComment, Placed>(
  comments: readonly Comment[],
  files: readonly FileDiff[],
  place: (comment: Comment, at: Extract<CommentVerdict, { ok: true }>) => Placed,
): ReviewPlan<Placed> {
  const index = commentIndex(files);
  const plan: ReviewPlan<Placed> = { placed: [], rejected: [] };
  for (const [position, comment] of comments.entries()) {
    const verdict = validateComment(comment, index);
    if (verdict.ok) plan.placed.push({ index: position, comment: place(comment, verdict) });
    else plan.rejected.push({ index: position, reason: verdict.reason, nearest: verdict.nearest });
  }
  return plan;
}

/**
 * Comments without a place, as a part of the review's own text.
 *
 * @param textOf A comment's text with its suggestion.
 */
export function appendRejected<Comment extends WrittenComment>(
  body: string | undefined,
  comments: readonly Comment[],
  rejected: readonly RejectedComment[],
  textOf: (comment: Comment) => string,
): string | undefined {
  const lines = rejected.flatMap(({ index }) => {
    const comment = comments[index];
    return comment ? [`\`${comment.path}:${comment.line}\`: ${textOf(comment)}`] : [];
  });
  return lines.length === 0 ? body : [...(body ? [body] : []), ...lines].join("\n\n");
}
