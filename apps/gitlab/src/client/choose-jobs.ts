import { ToolError } from "@fairlead/core";
import { chooseLogs } from "@fairlead/domain/ci-log";
import type { FoundJob } from "./find-jobs.ts";

export interface ChosenJobs {
  read: FoundJob[];
  /** Those that would be read as well, but are too many. */
  left: FoundJob[];
}

/**
 * Chooses whose logs are read: the jobs that failed, those that may fail last.
 *
 * @throws ToolError `not_found` for a name that no job has, `invalid_input` for a range of several logs.
 */
export function chooseJobs(
  jobs: readonly FoundJob[],
  { mode, job_name: jobName, named }: { mode: string; job_name: string | undefined; named: boolean },
): ChosenJobs {
  const rankOf = ({ job }: FoundJob) => (job.status === "failed" ? Number(job.allow_failure === true) : undefined);
  const chosen = chooseLogs(jobs, { mode, jobName, named }, { nameOf: ({ job }) => job.name, rankOf });
  if (chosen.ok) return chosen;
  const details = { jobs: chosen.jobs.map(nameOf) };
  if (chosen.reason === "no_such_job") {
    throw new ToolError("not_found", "The pipeline has no job of that name: take one of these.", { details });
  }
  throw new ToolError("invalid_input", "A range is of one log: name its job by job_id or job_name.", { details });
}

/** How a job is named where it is not read. */
export function nameOf({ job }: FoundJob): string {
  return `${job.name} (${job.id})`;
}
