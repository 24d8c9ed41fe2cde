import type { Attempt, Job, Run, Workflow } from "../state/actions.ts";
import { beginJob, settleJob } from "../state/actions/settle-job.ts";
import { latestAttempt } from "../state/actions/latest-attempt.ts";
import { startRun } from "../state/actions/start-run.ts";
import { workflowFile } from "../state/actions/workflow-file.ts";
import type { Annotation } from "../state/checks.ts";
import { commitOf, entryAt, walkTree } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { ScriptedLog } from "./logs/script-log.ts";

/** Makes a workflow of every file in `.github/workflows`, as GitHub does once it has seen them on the default branch. */
export function seedWorkflows(world: World, repository: Repository, atMs: number): void {
  const tip = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`);
  const folder =
    tip === undefined ? undefined : entryAt(repository.git, commitOf(repository.git, tip).tree, ".github/workflows");
  if (tip === undefined || !folder) return;
  for (const { path } of walkTree(repository.git, folder.oid, false, ".github/workflows/")) {
    const name = workflowFile(repository, tip, path)?.name ?? path;
    repository.actions.workflows.push({
      id: world.nextId("actions"),
      name,
      path,
      state: "active",
      createdAtMs: atMs,
      updatedAtMs: atMs,
    });
  }
}

function workflowNamed(repository: Repository, name: string): Workflow {
  const workflow = repository.actions.workflows.find((candidate) => candidate.name === name);
  if (!workflow) throw new Error(`${repository.fullName} has no workflow ${name}`);
  return workflow;
}

interface SeedRun {
  readonly workflow: string;
  readonly event: Run["event"];
  readonly branch: string;
  readonly sha: string;
  readonly actor: string;
  readonly atMs: number;
  /** Another title than the commit's subject, for pull requests. */
  readonly title?: string;
  readonly headRepositoryId?: number;
}

/** A run, with its one job, still queued. */
export function seedRun(
  world: World,
  repository: Repository,
  facts: SeedRun,
): { run: Run; attempt: Attempt; job: Job } {
  const { workflow, event, branch, sha, actor, atMs, title, headRepositoryId } = facts;
  const run = startRun(world, repository, {
    workflow: workflowNamed(repository, workflow),
    event,
    headBranch: branch,
    headSha: sha,
    displayTitle: title ?? commitOf(repository.git, sha).message.split("\n", 1)[0] ?? "",
    actor,
    jobs: [{ name: workflow }],
    atMs,
    ...(headRepositoryId === undefined ? {} : { headRepositoryId }),
  });
  const attempt = latestAttempt(run);
  const [job] = attempt.jobs;
  if (!job) throw new Error("a seeded run has a job");
  return { run, attempt, job };
}

/** The run ends as its log says; the worst step is the job's conclusion, unless told. */
export function settleWith(
  repository: Repository,
  seeded: { run: Run; attempt: Attempt; job: Job },
  log: ScriptedLog,
  more: { annotations?: readonly Annotation[]; conclusion?: "failure"; expired?: boolean } = {},
): void {
  const failed = log.steps.some(({ conclusion }) => conclusion === "failure");
  settleJob(repository, seeded.run, seeded.attempt, seeded.job, {
    conclusion: more.conclusion ?? (failed ? "failure" : "success"),
    startedAtMs: log.startedAtMs,
    completedAtMs: log.completedAtMs,
    steps: log.steps,
    log: more.expired ? null : log.text,
    logExpired: more.expired ?? false,
    annotations: more.annotations ?? [],
  });
}

/** A job that is at work, with the steps so far and no log to read yet. */
export function leaveRunning(
  repository: Repository,
  { attempt, job }: { attempt: Attempt; job: Job },
  atMs: number,
): void {
  beginJob(repository, attempt, job, atMs);
  job.steps = [
    {
      number: 1,
      name: "Set up job",
      status: "completed",
      conclusion: "success",
      startedAtMs: atMs,
      completedAtMs: atMs + 2_000,
    },
    {
      number: 2,
      name: "Run npx vitest run",
      status: "in_progress",
      conclusion: null,
      startedAtMs: atMs + 3_000,
      completedAtMs: null,
    },
  ];
}
