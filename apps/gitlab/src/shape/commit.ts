import { z } from "zod";

/** A commit as lists give it. */
export const CommitRow = z.object({
  sha: z.string(),
  subject: z.string(),
  author: z.string().optional(),
  date: z.string().optional(),
  url: z.string().optional(),
});

export interface UpstreamCommit {
  id: string;
  title?: string | null;
  message?: string | null;
  author_name?: string | null;
  authored_date?: string | null;
  created_at?: string | null;
  parent_ids?: string[] | null;
  web_url?: string | null;
}

export function toCommitRow(row: UpstreamCommit): z.input<typeof CommitRow> {
  return {
    sha: row.id,
    subject: row.title ?? row.message?.split("\n", 1)[0] ?? "",
    author: row.author_name ?? undefined,
    date: row.authored_date ?? row.created_at ?? undefined,
    url: row.web_url ?? undefined,
  };
}
