import { ToolError } from "@fairlead/core";
import type { FoundJobs } from "./find-jobs.ts";
import type { Job } from "./jobs.ts";
import type { LogRequest } from "./read-job-log.ts";
import { FAILED, isFailed } from "./workflow-runs.ts";

/** Logs that one call reads. */
const MOST = 10;

export interface ChosenJobs {
  read: Job[];
  /** Those that would be read as well, but are too many. */
  left: Job[];
}

/**
 * Chooses whose logs are read: the jobs that went wrong, worst first. A job that is named is read in any state, and where
 * none went wrong, all are, but for failures.
 *
 * @param named Whether the jobs found are one that was asked for by id.
 * @throws ToolError `not_found` for a name that no job has, `invalid_input` for a range of several logs.
 */
export function chooseJobs(
  { jobs }: Pick<FoundJobs, "jobs">,
  { mode, job_name }: { mode: LogRequest["mode"]; job_name: string | undefined },
  named: boolean,
): ChosenJobs {
  const meant = job_name === undefined ? jobs : jobsNamed(jobs, job_name);
  const failed = meant.filter(isFailed).toSorted((a, b) => rankOf(a) - rankOf(b));
  const anyState = named || job_name !== undefined || mode !== "failures";
  const wanted = failed.length > 0 || !anyState ? failed : meant;
  if (mode === "range" && wanted.length > 1) {
    throw new ToolError("invalid_input", "A range is of one log: name its job by job_id or job_name.", {
      details: { jobs: wanted.slice(0, MOST).map(nameOf) },
    });
  }
  return { read: wanted.slice(0, MOST), left: wanted.slice(MOST) };
}

/** How a job is named where it is not read. */
export function nameOf({ name, id }: Pick<Job, "name" | "id">): string {
  return `${name} (${id})`;
}

function jobsNamed(jobs: readonly Job[], wanted: string): Job[] {
  const word = wanted.trim().toLowerCase();
  const exact = jobs.filter(({ name }) => name.toLowerCase() === word);
  const found = exact.length > 0 ? exact : jobs.filter(({ name }) => name.toLowerCase().includes(word));
  if (found.length > 0) return found;
  throw new ToolError("not_found", "The run has no job of that name: take one of these.", {
    details: { jobs: jobs.slice(0, 20).map(nameOf) },
  });
}

function rankOf({ conclusion }: Job): number {
  return FAILED.findIndex((failed) => failed === conclusion);
}
