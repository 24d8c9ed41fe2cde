import { z } from "zod";
import { loginOf, type Actor } from "./actor.ts";

/** A thread of comments on a line of the diff. Its id is no comment's id. */
export const ThreadRow = z.object({
  thread_id: z.string(),
  path: z.string(),
  line: z.int().optional(),
  side: z.string().optional(),
  resolved: z.boolean(),
  outdated: z.boolean(),
  comments: z.array(
    z.object({
      comment_id: z.int(),
      author: z.string().optional(),
      author_association: z.string(),
      created_at: z.string(),
      body: z.string(),
    }),
  ),
  comments_total: z.int().optional(),
});

export interface GraphqlThread {
  id: string;
  path: string;
  line: number | null;
  originalLine: number | null;
  diffSide: string;
  isResolved: boolean;
  isOutdated: boolean;
  comments: { totalCount: number; nodes: readonly GraphqlReviewComment[] };
}

interface GraphqlReviewComment {
  fullDatabaseId: string | number | null;
  author: Actor;
  authorAssociation: string;
  createdAt: string;
  body: string;
}

export function toThreadRow(row: GraphqlThread): z.input<typeof ThreadRow> {
  const { nodes, totalCount } = row.comments;
  return {
    thread_id: row.id,
    path: row.path,
    line: row.line ?? row.originalLine ?? undefined,
    side: row.diffSide,
    resolved: row.isResolved,
    outdated: row.isOutdated,
    comments: nodes.map((comment) => ({
      comment_id: Number(comment.fullDatabaseId),
      author: loginOf(comment.author),
      author_association: comment.authorAssociation,
      created_at: comment.createdAt,
      body: comment.body,
    })),
    comments_total: totalCount > nodes.length ? totalCount : undefined,
  };
}
