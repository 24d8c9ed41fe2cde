import type { Attempt, Job, JobOutcome, Run } from "../actions.ts";
import type { CheckConclusion, CheckRun } from "../checks.ts";
import type { Repository } from "../repository.ts";

function checkOf(repository: Repository, job: Job): CheckRun | undefined {
  return repository.actions.checkRuns.find(({ id }) => id === job.checkRunId);
}

/** A job begins on a runner. */
export function beginJob(repository: Repository, attempt: Attempt, job: Job, atMs: number): void {
  job.status = "in_progress";
  job.startedAtMs = atMs;
  job.runner = { id: 21, name: "GitHub Actions 1000000021" };
  attempt.status = "in_progress";
  attempt.updatedAtMs = atMs;
  const check = checkOf(repository, job);
  if (check) Object.assign(check, { status: "in_progress", startedAtMs: atMs } satisfies Partial<CheckRun>);
}

const BAD: readonly CheckConclusion[] = ["failure", "timed_out", "action_required", "cancelled"];

/** An attempt is done when its jobs are; the worst of them is its verdict. */
export function settleAttempt(attempt: Attempt, atMs: number): void {
  if (attempt.jobs.some(({ status }) => status !== "completed")) return;
  attempt.status = "completed";
  attempt.conclusion = BAD.find((bad) => attempt.jobs.some(({ conclusion }) => conclusion === bad)) ?? "success";
  attempt.updatedAtMs = atMs;
}

/** A job ends: it, its check run, and, with the last job, the attempt. */
export function settleJob(repository: Repository, run: Run, attempt: Attempt, job: Job, outcome: JobOutcome): void {
  beginJob(repository, attempt, job, outcome.startedAtMs);
  job.status = "completed";
  job.conclusion = outcome.conclusion;
  job.completedAtMs = outcome.completedAtMs;
  job.steps = [...(outcome.steps ?? job.steps)];
  job.log = outcome.log ?? null;
  job.logExpired = outcome.logExpired ?? false;
  job.plan = null;
  const check = checkOf(repository, job);
  if (check) {
    check.status = "completed";
    check.conclusion = outcome.conclusion;
    check.completedAtMs = outcome.completedAtMs;
    check.annotations = [...(outcome.annotations ?? [])];
  }
  settleAttempt(attempt, outcome.completedAtMs);
  const suite = repository.actions.suites.find(({ id }) => id === run.suiteId);
  if (suite) suite.updatedAtMs = outcome.completedAtMs;
}
