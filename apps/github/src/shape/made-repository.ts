import { z } from "zod";

/** A repository that was just made. */
export const MadeRepository = z.object({ full_name: z.string(), url: z.string(), default_branch: z.string() });

export function toMadeRepository(row: {
  full_name: string;
  html_url: string;
  default_branch: string;
}): z.input<typeof MadeRepository> {
  return { full_name: row.full_name, url: row.html_url, default_branch: row.default_branch };
}
