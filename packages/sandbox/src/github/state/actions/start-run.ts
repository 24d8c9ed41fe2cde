import type { Attempt, Job, Run, Workflow } from "../actions.ts";
import type { CheckRun, CheckSuite } from "../checks.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";

/** A runner takes a job after so long, and needs so long for it: long enough to be seen waiting, short enough for a demo. */
const BEGINS_AFTER_MS = 4_000;
const ENDS_AFTER_MS = 20_000;

/** A job before it runs. */
interface JobFacts {
  readonly name: string;
  readonly labels?: readonly string[];
}

/** Adds a job to an attempt, with the check run that reports it. Their ids differ. */
function addJob(
  world: World,
  repository: Repository,
  run: Run,
  attempt: Attempt,
  facts: JobFacts,
  atMs = world.now(),
): Job {
  const checkRunId = world.nextId("actions");
  const job: Job = {
    id: world.nextId("actions"),
    checkRunId,
    name: facts.name,
    status: "queued",
    conclusion: null,
    createdAtMs: atMs,
    startedAtMs: atMs,
    completedAtMs: null,
    steps: [],
    labels: [...(facts.labels ?? ["ubuntu-latest"])],
    runner: null,
    log: null,
    logExpired: false,
    plan: repository.actions.runner ? { beginsAtMs: atMs + BEGINS_AFTER_MS, endsAtMs: atMs + ENDS_AFTER_MS } : null,
  };
  const check: CheckRun = {
    id: checkRunId,
    suiteId: run.suiteId,
    name: facts.name,
    headSha: run.headSha,
    job: { runId: run.id, jobId: job.id },
    status: "queued",
    conclusion: null,
    startedAtMs: atMs,
    completedAtMs: null,
    detailsUrl: null,
    externalId: `${run.id}-${job.id}`,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  attempt.jobs.push(job);
  repository.actions.checkRuns.push(check);
  return job;
}

interface RunFacts {
  readonly workflow: Workflow;
  readonly event: Run["event"];
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId?: number;
  readonly displayTitle: string;
  readonly actor: string;
  readonly jobs: readonly JobFacts[];
  readonly atMs?: number;
}

/** Queues a run of a workflow: run, first attempt, jobs, check suite and check runs. */
export function startRun(world: World, repository: Repository, facts: RunFacts): Run {
  const { actions } = repository;
  const atMs = facts.atMs ?? world.now();
  const suite: CheckSuite = {
    id: world.nextId("actions"),
    headSha: facts.headSha,
    headBranch: facts.headBranch,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
  const run: Run = {
    id: world.nextId("actions"),
    workflowId: facts.workflow.id,
    runNumber: actions.runs.filter(({ workflowId }) => workflowId === facts.workflow.id).length + 1,
    event: facts.event,
    headBranch: facts.headBranch,
    headSha: facts.headSha,
    headRepositoryId: facts.headRepositoryId ?? repository.id,
    displayTitle: facts.displayTitle,
    actor: facts.actor,
    suiteId: suite.id,
    pullNumbers: [],
    createdAtMs: atMs,
    attempts: [],
    artifacts: [],
  };
  actions.suites.push(suite);
  actions.runs.push(run);
  addAttempt(world, repository, run, facts.actor, facts.jobs, atMs);
  return run;
}

/** Another attempt with these jobs, all queued. */
export function addAttempt(
  world: World,
  repository: Repository,
  run: Run,
  actor: string,
  jobs: readonly JobFacts[],
  atMs = world.now(),
): Attempt {
  const attempt: Attempt = {
    number: run.attempts.length + 1,
    triggeredBy: actor,
    status: "queued",
    conclusion: null,
    startedAtMs: atMs,
    updatedAtMs: atMs,
    jobs: [],
  };
  run.attempts.push(attempt);
  for (const job of jobs) addJob(world, repository, run, attempt, job, atMs);
  return attempt;
}
