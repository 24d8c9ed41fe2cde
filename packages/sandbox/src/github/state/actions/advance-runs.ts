import type { Attempt, Job, Run } from "../actions.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { findAccount } from "../world.ts";
import { latestAttempt } from "./latest-attempt.ts";
import { beginJob, settleJob } from "./settle-job.ts";

function advance(world: World, repository: Repository, run: Run, attempt: Attempt, job: Job): void {
  const { plan } = job;
  const { runner } = repository.actions;
  if (!plan || !runner || world.now() < plan.beginsAtMs) return;
  if (job.status === "queued") beginJob(repository, attempt, job, plan.beginsAtMs);
  if (world.now() < plan.endsAtMs) return;
  const outcome = runner(run, job, plan.beginsAtMs);
  settleJob(repository, run, attempt, job, { ...outcome, completedAtMs: plan.endsAtMs });
  const sender = findAccount(world, attempt.triggeredBy);
  const payload = {
    workflow_run: { id: run.id, head_branch: run.headBranch, head_sha: run.headSha, conclusion: attempt.conclusion },
  };
  if (attempt.status !== "completed") return;
  world.changed({ event: "workflow_run", action: "completed", repository, ...(sender ? { sender } : {}), payload });
}

/** Lets the clock work on queued jobs. Readers of runs and checks call this first: nothing runs while nobody looks. */
export function advanceRuns(world: World, repository: Repository): void {
  for (const run of repository.actions.runs) {
    const attempt = latestAttempt(run);
    for (const job of attempt.jobs) if (job.plan) advance(world, repository, run, attempt, job);
  }
}
