import { z } from "zod";

/** A commit as lists give it. */
export const CommitRow = z.object({
  sha: z.string(),
  subject: z.string(),
  author: z.string().optional(),
  date: z.string().optional(),
  url: z.string(),
});

export interface UpstreamCommit {
  sha: string;
  html_url: string;
  commit: { message: string; author: { name?: string; date?: string } | null };
  author: { login?: string } | null;
}

export function toCommitRow(row: UpstreamCommit): z.input<typeof CommitRow> {
  return {
    sha: row.sha,
    subject: row.commit.message.split("\n", 1)[0] ?? "",
    author: authorOf(row),
    date: row.commit.author?.date,
    url: row.html_url,
  };
}

/** The login, or for people without an account the name they commit under. */
export function authorOf({ author, commit }: Pick<UpstreamCommit, "author" | "commit">): string | undefined {
  return author?.login ?? commit.author?.name;
}
