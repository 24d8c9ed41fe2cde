import { z } from "zod";
import { failedStepOf, type Annotation, type Job } from "../client/actions/jobs.ts";
import { secondsBetween } from "./workflow-run.ts";

/** A job as a run gives it; `conclusion` is absent until it has ended. */
export const JobRow = z.object({
  job_id: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().optional(),
  failed_step: z.string().optional(),
  duration_s: z.int().optional(),
});

export function toJobRow(job: Job): z.input<typeof JobRow> {
  return {
    job_id: job.id,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion ?? undefined,
    failed_step: failedStepOf(job),
    duration_s: secondsBetween(job.started_at, job.completed_at),
  };
}

/** What a check noted on a line, or on the whole job. */
export const AnnotationRow = z.object({
  job: z.string(),
  path: z.string(),
  line: z.int(),
  level: z.string(),
  title: z.string().optional(),
  message: z.string(),
});

export function toAnnotationRow(job: string, row: Annotation): z.input<typeof AnnotationRow> {
  return {
    job,
    path: row.path,
    line: row.start_line,
    level: row.annotation_level ?? "notice",
    title: row.title === null || row.title === "" ? undefined : row.title,
    message: row.message ?? "",
  };
}
