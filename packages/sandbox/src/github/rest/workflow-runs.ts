import { bodyOf, optionalBoolean } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { artifactShape } from "../shape/artifact.ts";
import { workflowRunShape } from "../shape/workflow-run.ts";
import type { Run } from "../state/actions.ts";
import { latestAttempt } from "../state/actions/latest-attempt.ts";
import { rerunJobs } from "../state/actions/rerun-jobs.ts";
import { settleJob } from "../state/actions/settle-job.ts";
import type { Repository } from "../state/repository.ts";
import { inDateRange } from "../state/search/date-range.ts";
import { runOf } from "./run-of.ts";
import { workflowOf } from "./workflows.ts";
import { advanceRuns } from "../state/actions/advance-runs.ts";

/** A list filtered by any of these is cut at a thousand. */
const REACHABLE = 1_000;

function matches(call: Call, run: Run): boolean {
  const { query } = call;
  const { status, conclusion } = latestAttempt(run);
  const wants = (name: string, ...values: (string | null)[]): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted === "" || values.some((value) => value?.toLowerCase() === wanted.toLowerCase());
  };
  const created = query.get("created");
  return (
    wants("actor", run.actor) &&
    wants("branch", run.headBranch) &&
    wants("event", run.event) &&
    wants("status", status, conclusion) &&
    wants("head_sha", run.headSha) &&
    wants("check_suite_id", String(run.suiteId)) &&
    (created === null || inDateRange(run.createdAtMs, created))
  );
}

function listRuns(call: Call, repository: Repository, runs: readonly Run[]): Reply {
  advanceRuns(call.world, repository);
  const bare = call.query.get("exclude_pull_requests") === "true";
  const rows = runs
    .filter((run) => matches(call, run))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs || b.id - a.id);
  return paginate(call, rows, {
    shape: (run) => ({
      ...workflowRunShape(call.world, repository, run, latestAttempt(run), call.viewer.account),
      ...(bare ? { pull_requests: [] } : {}),
    }),
    wrap: (page, total) => ({ total_count: total, workflow_runs: page }),
    reachable: REACHABLE,
  });
}

function read(call: Call): Reply {
  const repository = repositoryOf(call);
  const { run, attempt } = runOf(call, repository);
  return { status: 200, body: workflowRunShape(call.world, repository, run, attempt, call.viewer.account) };
}

/** Starts a new attempt: of all jobs, or of those that failed. Every job gets a new id. */
function rerun(call: Call, failedOnly: boolean): Reply {
  const repository = repositoryOf(call, "push");
  const { run } = runOf(call, repository);
  optionalBoolean(bodyOf(call), "enable_debug_logging");
  const attempt = latestAttempt(run);
  if (attempt.status !== "completed") throw new Refusal(403, "This workflow is already running");
  const chosen = failedOnly
    ? attempt.jobs.filter(({ conclusion }) => conclusion !== "success" && conclusion !== "skipped")
    : attempt.jobs;
  if (chosen.length === 0) throw new Refusal(403, "There are no failed jobs to re-run");
  rerunJobs(call.world, repository, run, chosen, call.viewer.account.login);
  announceRun(call, repository, run, "requested");
  return { status: 201, body: {} };
}

function cancel(call: Call): Reply {
  const { world } = call;
  const repository = repositoryOf(call, "push");
  const { run } = runOf(call, repository);
  const attempt = latestAttempt(run);
  if (attempt.status === "completed") throw new Refusal(409, "Cannot cancel a workflow run that is completed.");
  for (const job of attempt.jobs.filter(({ status }) => status !== "completed")) {
    settleJob(repository, run, attempt, job, {
      conclusion: "cancelled",
      startedAtMs: job.startedAtMs,
      completedAtMs: world.now(),
      log: job.log,
    });
  }
  announceRun(call, repository, run, "completed");
  return { status: 202, body: {} };
}

function announceRun(call: Call, repository: Repository, run: Run, action: string): void {
  const sender = call.viewer.account;
  const workflowRun = workflowRunShape(call.world, repository, run, latestAttempt(run), sender);
  call.world.changed({ event: "workflow_run", action, repository, sender, payload: { workflow_run: workflowRun } });
}

function artifacts(call: Call): Reply {
  const repository = repositoryOf(call);
  const { run } = runOf(call, repository);
  const name = call.query.get("name");
  const rows = run.artifacts.filter((artifact) => name === null || artifact.name === name);
  return paginate(call, rows, {
    shape: (artifact) => artifactShape(call.world, repository, run, artifact),
    wrap: (page, total) => ({ total_count: total, artifacts: page }),
  });
}

function remove(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const { run } = runOf(call, repository);
  if (latestAttempt(run).status !== "completed")
    throw new Refusal(403, "Cannot delete a workflow run that is still running");
  repository.actions.runs = repository.actions.runs.filter((other) => other !== run);
  return { status: 204 };
}

function usage(call: Call): Reply {
  const { run, attempt } = runOf(call, repositoryOf(call));
  const jobs = attempt.jobs.map((job) => ({
    job_id: job.id,
    duration_ms: Math.max(0, (job.completedAtMs ?? call.world.now()) - job.startedAtMs),
  }));
  const total = jobs.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  return {
    status: 200,
    body: {
      billable: { UBUNTU: { total_ms: total, jobs: jobs.length, job_runs: jobs } },
      run_duration_ms: Math.max(0, attempt.updatedAtMs - run.createdAtMs),
    },
  };
}

const RUN = "/repos/{owner}/{repo}/actions/runs/{run_id}";

export const workflowRunRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/actions/runs", (call) => {
    const repository = repositoryOf(call);
    return listRuns(call, repository, repository.actions.runs);
  }),
  route("GET", "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", (call) => {
    const repository = repositoryOf(call);
    const workflow = workflowOf(call, repository);
    return listRuns(
      call,
      repository,
      repository.actions.runs.filter(({ workflowId }) => workflowId === workflow.id),
    );
  }),
  route("GET", RUN, read),
  route("DELETE", RUN, remove),
  route("GET", `${RUN}/attempts/{attempt_number}`, read),
  route("POST", `${RUN}/rerun`, (call) => rerun(call, false)),
  route("POST", `${RUN}/rerun-failed-jobs`, (call) => rerun(call, true)),
  route("POST", `${RUN}/cancel`, cancel),
  route("POST", `${RUN}/force-cancel`, cancel),
  route("GET", `${RUN}/artifacts`, artifacts),
  route("GET", `${RUN}/timing`, usage),
  route("GET", `${RUN}/pending_deployments`, (call) => {
    runOf(call, repositoryOf(call));
    return { status: 200, body: [] };
  }),
];
