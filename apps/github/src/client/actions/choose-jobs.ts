import { ToolError } from "@fairlead/core";
import { chooseLogs } from "@fairlead/domain/ci-log";
import type { FoundJobs } from "./find-jobs.ts";
import type { Job } from "./jobs.ts";
import type { LogRequest } from "./read-job-log.ts";
import { FAILED, isFailed } from "./workflow-runs.ts";

export interface ChosenJobs {
  read: Job[];
  /** Those that would be read as well, but are too many. */
  left: Job[];
}

/**
 * Chooses whose logs are read: the jobs that went wrong, worst first.
 *
 * @param named Whether the jobs found are one that was asked for by id.
 * @throws ToolError `not_found` for a name that no job has, `invalid_input` for a range of several logs.
 */
export function chooseJobs(
  { jobs }: Pick<FoundJobs, "jobs">,
  { mode, job_name: jobName }: { mode: LogRequest["mode"]; job_name: string | undefined },
  named: boolean,
): ChosenJobs {
  const rankOf = (job: Job) => (isFailed(job) ? FAILED.findIndex((failed) => failed === job.conclusion) : undefined);
  const chosen = chooseLogs(jobs, { mode, jobName, named }, { nameOf: ({ name }) => name, rankOf });
  if (chosen.ok) return chosen;
  const details = { jobs: chosen.jobs.map(nameOf) };
  if (chosen.reason === "no_such_job") {
    throw new ToolError("not_found", "The run has no job of that name: take one of these.", { details });
  }
  throw new ToolError("invalid_input", "A range is of one log: name its job by job_id or job_name.", { details });
}

/** How a job is named where it is not read. */
export function nameOf({ name, id }: Pick<Job, "name" | "id">): string {
  return `${name} (${id})`;
}
