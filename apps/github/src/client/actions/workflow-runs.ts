import { present } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import type { QuotaHeaders } from "../request/refuse-when-scarce.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export type WorkflowRun = RestEndpointMethodTypes["actions"]["getWorkflowRun"]["response"]["data"];
type ListParameters = NonNullable<RestEndpointMethodTypes["actions"]["listWorkflowRunsForRepo"]["parameters"]>;
export type RunStatus = NonNullable<ListParameters["status"]>;

/** What runs are narrowed by; `workflow` is an id or a file's name. */
export interface RunFilter {
  workflow?: string | undefined;
  branch?: string | undefined;
  event?: string | undefined;
  status?: RunStatus | undefined;
  actor?: string | undefined;
  head_sha?: string | undefined;
  created?: string | undefined;
}

/** One page of runs, newest first. */
export async function listRuns(
  client: GithubClient,
  name: RepositoryName,
  { workflow, ...filter }: RunFilter,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ rows: WorkflowRun[]; next: string | undefined; total: number }> {
  const page = { per_page: limit, page: pageOf(cursor), exclude_pull_requests: true };
  const asked = { ...name, ...present(filter), ...page };
  const { data, headers } =
    workflow === undefined
      ? await client.rest.actions.listWorkflowRunsForRepo(asked)
      : await client.rest.actions.listWorkflowRuns({ ...asked, workflow_id: workflow });
  return { rows: data.workflow_runs, next: nextPage(headers), total: data.total_count };
}

/** One run as it is now, or as an earlier attempt left it. */
export async function readRun(
  client: GithubClient,
  name: RepositoryName,
  runId: number,
  attempt: number | undefined,
): Promise<{ run: WorkflowRun; headers: QuotaHeaders }> {
  const { data: run, headers } =
    attempt === undefined
      ? await client.rest.actions.getWorkflowRun({ ...name, run_id: runId })
      : await client.rest.actions.getWorkflowRunAttempt({ ...name, run_id: runId, attempt_number: attempt });
  return { run, headers };
}

/** Conclusions of runs and jobs that went wrong, worst first. */
export const FAILED = ["failure", "timed_out", "startup_failure", "cancelled"] as const;

export function isFailed({ conclusion }: { conclusion: string | null }): boolean {
  return FAILED.some((failed) => failed === conclusion);
}

/** The last run of each workflow on a commit, newest first. */
export async function listLastRuns(client: GithubClient, name: RepositoryName, sha: string): Promise<WorkflowRun[]> {
  const { rows } = await listRuns(client, name, { head_sha: sha }, { limit: 100 });
  const last = new Map<string, WorkflowRun>();
  for (const run of rows) {
    const key = `${run.workflow_id} ${run.event}`;
    if (!last.has(key)) last.set(key, run);
  }
  return [...last.values()];
}

/**
 * The last run of each workflow on a commit that went wrong, newest first; cancelled ones come last, as others mostly
 * tell why. An older run of a workflow that has passed since does not count.
 */
export async function listFailedRuns(client: GithubClient, name: RepositoryName, sha: string): Promise<WorkflowRun[]> {
  const failed = (await listLastRuns(client, name, sha)).filter(isFailed);
  const isCancelled = ({ conclusion }: WorkflowRun) => Number(conclusion === "cancelled");
  return failed.toSorted((a, b) => isCancelled(a) - isCancelled(b));
}
