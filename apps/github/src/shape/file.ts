import { z } from "zod";

/** A file, or the lines of it that were asked for and fit. */
export const FileText = z.object({
  path: z.string(),
  sha: z.string().optional(),
  size: z.int().optional(),
  from_line: z.int().optional(),
  to_line: z.int().optional(),
  total_lines: z.int().optional(),
  text: z.string().optional(),
  note: z.string().optional(),
  next: z.string().optional(),
});

export const DirectoryEntry = z.object({ path: z.string(), type: z.string(), size: z.int().optional() });
