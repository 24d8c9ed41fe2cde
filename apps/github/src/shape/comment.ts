import { z } from "zod";

/** A comment in the conversation of an issue or pull request. */
export const CommentRow = z.object({
  id: z.int(),
  author: z.string().optional(),
  author_association: z.string(),
  created_at: z.string(),
  body: z.string(),
});

export interface RestComment {
  id: number;
  user: { login: string } | null;
  author_association?: string;
  created_at: string;
  body?: string;
}

export function toCommentRow(row: RestComment): z.input<typeof CommentRow> {
  return {
    id: row.id,
    author: row.user?.login,
    author_association: row.author_association ?? "NONE",
    created_at: row.created_at,
    body: row.body ?? "",
  };
}
