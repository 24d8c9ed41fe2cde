import { ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { listEveryJob, readJob, type Job } from "./jobs.ts";
import { commitOf, readObjects } from "../contents/objects.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { listFailedRuns } from "./workflow-runs.ts";

/** Where jobs are looked for; exactly one field is set. */
export interface JobTarget {
  job_id?: number | undefined;
  run_id?: number | undefined;
  /** Of a pull request. */
  number?: number | undefined;
  /** A branch, tag or commit. */
  ref?: string | undefined;
}

export interface FoundJobs {
  /** Undefined where no run of the commit has failed. */
  runId: number | undefined;
  attempt: number | undefined;
  /** Every job of the run, or the one that was asked for. */
  jobs: Job[];
  /** Other runs of the same commit that went wrong. */
  otherRuns: { id: number; workflow: string }[];
}

/**
 * Finds the jobs of a run; for a pull request or ref, of the newest run of its head that went wrong.
 *
 * @throws ToolError `not_found` for a ref without a commit; GitHub's error for what is not there.
 */
export async function findJobs(client: GithubClient, name: RepositoryName, target: JobTarget): Promise<FoundJobs> {
  if (target.job_id !== undefined) {
    const job = await readJob(client, name, target.job_id);
    return { runId: job.run_id, attempt: job.run_attempt, jobs: [job], otherRuns: [] };
  }
  if (target.run_id !== undefined) return jobsOf(client, name, target.run_id, []);
  const [newest, ...others] = await listFailedRuns(client, name, await headOf(client, name, target));
  if (!newest) return { runId: undefined, attempt: undefined, jobs: [], otherRuns: [] };
  const otherRuns = others.map(({ id, name: workflow, path }) => ({ id, workflow: workflow ?? path }));
  return jobsOf(client, name, newest.id, otherRuns);
}

async function jobsOf(
  client: GithubClient,
  name: RepositoryName,
  runId: number,
  otherRuns: FoundJobs["otherRuns"],
): Promise<FoundJobs> {
  const jobs = await listEveryJob(client, name, runId);
  return { runId, attempt: jobs[0]?.run_attempt, jobs, otherRuns };
}

/** The commit that a pull request or a ref stands at. */
export async function headOf(
  client: GithubClient,
  name: RepositoryName,
  { number, ref = "HEAD" }: JobTarget,
): Promise<string> {
  if (number !== undefined) return (await client.rest.pulls.get({ ...name, pull_number: number })).data.head.sha;
  const sha = commitOf((await readObjects(client, name, [ref])).objects[0]);
  if (sha === undefined)
    throw new ToolError("not_found", `There is no branch, tag or commit ${ref} in this repository.`);
  return sha;
}
