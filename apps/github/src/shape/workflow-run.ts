import { z } from "zod";
import type { WorkflowRun } from "../client/actions/workflow-runs.ts";

/** A run as lists give it. `duration_s` is of an attempt that has ended. */
export const WorkflowRunRow = z.object({
  run_id: z.int(),
  workflow: z.string(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().optional(),
  branch: z.string().optional(),
  head_sha: z.string(),
  attempt: z.int(),
  duration_s: z.int().optional(),
  url: z.string(),
});

export function toWorkflowRunRow(run: WorkflowRun): z.input<typeof WorkflowRunRow> {
  const ended = run.status === "completed" ? run.updated_at : undefined;
  return {
    run_id: run.id,
    workflow: run.name ?? run.path,
    event: run.event,
    status: run.status ?? "unknown",
    conclusion: run.conclusion ?? undefined,
    branch: run.head_branch ?? undefined,
    head_sha: run.head_sha,
    attempt: run.run_attempt ?? 1,
    duration_s: secondsBetween(run.run_started_at ?? run.created_at, ended),
    url: run.html_url,
  };
}

/** Whole seconds; undefined where an end is missing. */
export function secondsBetween(from: string | null | undefined, to: string | null | undefined): number | undefined {
  const ms = Date.parse(to ?? "") - Date.parse(from ?? "");
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.round(ms / 1000));
}
