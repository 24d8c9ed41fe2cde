import { z } from "zod";

/** A review as lists give it; `PENDING` is one of mine that I have not sent. */
export const ReviewRow = z.object({
  review_id: z.int(),
  author: z.string().optional(),
  author_association: z.string(),
  state: z.string(),
  submitted_at: z.string().optional(),
  commit_sha: z.string().optional(),
  body: z.string(),
});

export interface RestReview {
  id: number;
  user: { login: string } | null;
  author_association: string;
  state: string;
  submitted_at?: string;
  commit_id: string | null;
  body: string;
}

export function toReviewRow(row: RestReview): z.input<typeof ReviewRow> {
  return {
    review_id: row.id,
    author: row.user?.login,
    author_association: row.author_association,
    state: row.state,
    submitted_at: row.submitted_at,
    commit_sha: row.commit_id ?? undefined,
    body: row.body,
  };
}
