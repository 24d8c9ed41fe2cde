import type { GithubStandIn } from "@fairlead/sandbox/github";

/** Workflow runs of the stand-in, as tests of Actions change them. */

type Repository = NonNullable<ReturnType<GithubStandIn["world"]["repositories"]["get"]>>;
type Run = Repository["actions"]["runs"][number];
type Job = Run["attempts"][number]["jobs"][number];

/** The newest run of a branch; with a conclusion, the oldest that ended so. */
export function runOf(standIn: GithubStandIn, fullName: string, branch: string, conclusion?: string): Run {
  const runs = runsOf(standIn, fullName).filter(({ headBranch }) => headBranch === branch);
  const run =
    conclusion === undefined ? runs.at(-1) : runs.find(({ attempts }) => attempts.at(-1)?.conclusion === conclusion);
  if (!run) throw new Error(`no such run of ${branch}`);
  return run;
}

/** Adds jobs that failed like the first one of a run: to it, or with `workflow` to a newer run of that workflow. */
export function addFailedJobs(
  standIn: GithubStandIn,
  run: Run,
  names: readonly string[],
  { workflow }: { workflow?: string } = {},
): { job: Job; runId: number }[] {
  const { world } = standIn;
  const target = workflow === undefined ? run : newerRun(standIn, run, workflow);
  const model = run.attempts.at(-1)?.jobs[0];
  const attempt = target.attempts.at(-1);
  if (!model || !attempt) throw new Error("the run has no job to go by");
  const jobs = names.map((name) => ({ ...model, id: world.nextId("actions"), name }));
  attempt.jobs = workflow === undefined ? [...attempt.jobs, ...jobs] : jobs;
  return jobs.map((job) => ({ job, runId: target.id }));
}

function newerRun(standIn: GithubStandIn, run: Run, workflow: string): Run {
  const repository = repositoryWith(standIn, run);
  const workflowId = repository.actions.workflows.find(({ name }) => name === workflow)?.id;
  if (workflowId === undefined) throw new Error(`no workflow ${workflow}`);
  const [attempt] = run.attempts;
  const made: Run = {
    ...run,
    id: standIn.world.nextId("actions"),
    workflowId,
    createdAtMs: run.createdAtMs + 60_000,
    attempts: attempt ? [{ ...attempt }] : [],
  };
  repository.actions.runs.push(made);
  return made;
}

function runsOf(standIn: GithubStandIn, fullName: string): Run[] {
  const repository = [...standIn.world.repositories.values()].find((one) => one.fullName === fullName);
  if (!repository) throw new Error(`no repository ${fullName}`);
  return repository.actions.runs;
}

function repositoryWith(standIn: GithubStandIn, run: Run): Repository {
  const repository = [...standIn.world.repositories.values()].find(({ actions }) => actions.runs.includes(run));
  if (!repository) throw new Error("the run is of another world");
  return repository;
}
