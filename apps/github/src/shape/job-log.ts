import { z } from "zod";

/** A part of a log, by the raw log's line numbers, both shown. */
export const LogExcerpt = z.object({ from_line: z.int(), to_line: z.int(), text: z.string() });

/** What a job's log tells. `excerpts` are the best places first, in other modes the lines in order. */
export const JobLog = z.object({
  job_id: z.int(),
  name: z.string(),
  step: z.string().optional(),
  class: z.string().optional(),
  tests: z
    .array(
      z.object({
        name: z.string(),
        file: z.string().optional(),
        line: z.int().optional(),
        message: z.string().optional(),
      }),
    )
    .optional(),
  excerpts: z.array(LogExcerpt).optional(),
  steps: z.array(z.string()).optional(),
  total_lines: z.int().optional(),
  next_line: z.int().optional(),
  note: z.string().optional(),
});

export type JobLog = z.input<typeof JobLog>;
