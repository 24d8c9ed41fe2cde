import { notFound } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import type { Attempt, Job, Run } from "../state/actions.ts";
import { latestAttempt } from "../state/actions/latest-attempt.ts";
import type { Repository } from "../state/repository.ts";
import { advanceRuns } from "../state/actions/advance-runs.ts";

/** The run that `{run_id}` names, with the attempt that `{attempt_number}` names, else the last. */
export function runOf(call: Call, repository: Repository): { run: Run; attempt: Attempt } {
  advanceRuns(call.world, repository);
  const run = repository.actions.runs.find(({ id }) => id === Number(call.params["run_id"]));
  if (!run) throw notFound();
  const wanted = call.params["attempt_number"];
  if (wanted === undefined) return { run, attempt: latestAttempt(run) };
  const attempt = run.attempts.find(({ number }) => number === Number(wanted));
  if (!attempt) throw notFound();
  return { run, attempt };
}

/** The job that `{job_id}` names, of whichever attempt: a re-run's jobs have ids of their own. */
export function jobOf(call: Call, repository: Repository): { run: Run; attempt: Attempt; job: Job } {
  advanceRuns(call.world, repository);
  const id = Number(call.params["job_id"]);
  for (const run of repository.actions.runs) {
    for (const attempt of run.attempts) {
      const job = attempt.jobs.find((candidate) => candidate.id === id);
      if (job) return { run, attempt, job };
    }
  }
  throw notFound();
}
