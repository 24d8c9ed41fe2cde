import { z } from "zod";
import type { UpstreamPerson } from "./issue.ts";

/** A pipeline as lists give it. `duration_s` is of one that has ended. */
export const pipelineRow = {
  pipeline_id: z.int(),
  status: z.string(),
  source: z.string().optional(),
  ref: z.string().optional(),
  sha: z.string(),
  created_at: z.string().optional(),
  duration_s: z.int().optional(),
  url: z.string().optional(),
};

export interface UpstreamPipeline {
  id: number;
  project_id?: number | null;
  status: string;
  source?: string | null;
  ref?: string | null;
  sha: string;
  created_at?: string | null;
  updated_at?: string | null;
  duration?: number | null;
  yaml_errors?: string | null;
  user?: UpstreamPerson | null;
  web_url?: string | null;
}

const ENDED = new Set(["success", "failed", "canceled", "skipped"]);

export function toPipelineRow(row: UpstreamPipeline): z.input<z.ZodObject<typeof pipelineRow>> {
  return {
    pipeline_id: row.id,
    status: row.status,
    source: row.source ?? undefined,
    ref: row.ref ?? undefined,
    sha: row.sha,
    created_at: row.created_at ?? undefined,
    duration_s: durationOf(row),
    url: row.web_url ?? undefined,
  };
}

/** Lists give no duration: what passed until the last change is one, once it has ended. */
function durationOf({ status, duration, created_at: from, updated_at: to }: UpstreamPipeline): number | undefined {
  if (typeof duration === "number") return Math.round(duration);
  const ms = Date.parse(to ?? "") - Date.parse(from ?? "");
  return ENDED.has(status) && !Number.isNaN(ms) ? Math.max(0, Math.round(ms / 1000)) : undefined;
}

/** A job as a pipeline gives it. */
export const JobRow = z.object({
  job_id: z.int(),
  name: z.string(),
  stage: z.string().optional(),
  status: z.string(),
  failure_reason: z.string().optional(),
  allow_failure: z.boolean().optional(),
  duration_s: z.int().optional(),
});

export interface UpstreamJob {
  id: number;
  name: string;
  stage?: string | null;
  status: string;
  failure_reason?: string | null;
  allow_failure?: boolean | null;
  duration?: number | null;
  pipeline?: UpstreamPipeline | null;
}

export function toJobRow(row: UpstreamJob): z.input<typeof JobRow> {
  return {
    job_id: row.id,
    name: row.name,
    stage: row.stage ?? undefined,
    status: row.status,
    failure_reason: row.failure_reason ?? undefined,
    allow_failure: row.allow_failure === true ? true : undefined,
    duration_s: typeof row.duration === "number" ? Math.round(row.duration) : undefined,
  };
}
