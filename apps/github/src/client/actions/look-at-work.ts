import type { z } from "zod";
import { toChecks, type Check, type Checks } from "../../shape/checks.ts";
import { toJobRow, type JobRow } from "../../shape/job.ts";
import { toWorkflowRunRow, type WorkflowRunRow } from "../../shape/workflow-run.ts";
import { readChecks } from "../pulls/checks.ts";
import { headOf, type JobTarget } from "./find-jobs.ts";
import type { GithubClient } from "../github-client.ts";
import { listEveryJob } from "./jobs.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { isFailed, listLastRuns, readRun } from "./workflow-runs.ts";

/** How far the work on something is: one look at it. */
export interface Look {
  ended: number;
  total: number;
  /** Something has gone wrong already. */
  failing: boolean;
  /** Of those that have ended; GitHub's word. */
  conclusion: string;
  runs?: z.input<typeof WorkflowRunRow>[];
  jobs?: z.input<typeof JobRow>[];
  checks?: z.input<typeof Checks>;
}

/** Makes looks at a run, at the checks of a pull request, or at the runs of a branch, tag or commit. */
export async function lookerOf(
  client: GithubClient,
  name: RepositoryName,
  { run_id, number, ref, required_only }: JobTarget & { required_only: boolean },
): Promise<() => Promise<Look>> {
  if (run_id !== undefined) return () => lookAtRun(client, name, run_id);
  if (number !== undefined) {
    return async () =>
      ofChecks(
        (await readChecks(client, name, number)).filter(({ required, hidden }) => required || hidden || !required_only),
      );
  }
  // A branch may move on: what is waited for is the commit that it stood at.
  const sha = await headOf(client, name, { ref });
  return () => lookAtCommit(client, name, sha);
}

async function lookAtRun(client: GithubClient, name: RepositoryName, runId: number): Promise<Look> {
  const { run } = await readRun(client, name, runId, undefined);
  const jobs = await listEveryJob(client, name, runId);
  const done = run.status === "completed";
  const ended = jobs.filter(({ conclusion }) => conclusion !== null).length;
  const failing = jobs.some(isFailed) || isFailed(run);
  return {
    // The run itself ends last: its conclusion takes GitHub a moment.
    ended: done ? jobs.length + 1 : ended,
    total: jobs.length + 1,
    failing,
    conclusion: run.conclusion ?? verdict(failing, jobs.length),
    runs: [toWorkflowRunRow(run)],
    jobs: jobs.map(toJobRow),
  };
}

async function lookAtCommit(client: GithubClient, name: RepositoryName, sha: string): Promise<Look> {
  const runs = await listLastRuns(client, name, sha);
  const bad = runs.find(isFailed);
  return {
    ended: runs.filter(({ status }) => status === "completed").length,
    total: runs.length,
    failing: bad !== undefined,
    conclusion: bad?.conclusion ?? verdict(false, runs.length),
    runs: runs.map(toWorkflowRunRow),
  };
}

function ofChecks(checks: readonly Check[]): Look {
  const failing = checks.some(({ outcome }) => outcome === "failing");
  return {
    ended: checks.filter(({ outcome }) => outcome !== "pending").length,
    total: checks.length,
    failing,
    conclusion: verdict(failing, checks.length),
    checks: toChecks(checks),
  };
}

function verdict(failing: boolean, total: number): string {
  if (total === 0) return "none";
  return failing ? "failure" : "success";
}
