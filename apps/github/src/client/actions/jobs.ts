import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { isFailed } from "./workflow-runs.ts";

export type Job = RestEndpointMethodTypes["actions"]["getJobForWorkflowRun"]["response"]["data"];
export type Annotation = RestEndpointMethodTypes["checks"]["listAnnotations"]["response"]["data"][number];

export async function readJob(client: GithubClient, name: RepositoryName, jobId: number): Promise<Job> {
  return (await client.rest.actions.getJobForWorkflowRun({ ...name, job_id: jobId })).data;
}

interface JobPage {
  data: Job[];
  headers: { link?: string };
}

/** One page of a run's jobs: of its newest attempt, unless told. */
export async function listJobs(
  client: GithubClient,
  name: RepositoryName,
  { runId, attempt }: { runId: number; attempt?: number | undefined },
  page: { per_page: number; page: number },
): Promise<JobPage> {
  const asked = { ...name, run_id: runId, ...page };
  const { data, headers } =
    attempt === undefined
      ? await client.rest.actions.listJobsForWorkflowRun({ ...asked, filter: "latest" })
      : await client.rest.actions.listJobsForWorkflowRunAttempt({ ...asked, attempt_number: attempt });
  return { data: data.jobs, headers };
}

/** A matrix makes 256 jobs at most, so that this is nearly every job of any run. */
const MOST_PAGES = 3;

/** The jobs of a run's newest attempt, up to 300. */
export function listEveryJob(client: GithubClient, name: RepositoryName, runId: number): Promise<Job[]> {
  return everyPage((page) => listJobs(client, name, { runId }, page), { most: MOST_PAGES });
}

/** The step that a job went wrong in. */
export function failedStepOf({ steps = [] }: Pick<Job, "steps">): string | undefined {
  return (steps.find(({ conclusion }) => conclusion === "failure") ?? steps.find(isFailed))?.name;
}

/** What was noted on a job's check run, whose id is not the job's. */
export async function listAnnotations(
  client: GithubClient,
  name: RepositoryName,
  { check_run_url }: Pick<Job, "check_run_url">,
  most: number,
): Promise<Annotation[]> {
  const id = Number(check_run_url.split("/").at(-1));
  return (await client.rest.checks.listAnnotations({ ...name, check_run_id: id, per_page: most })).data;
}
