import type { Annotation, CheckConclusion, CheckRun, CheckStatus, CheckSuite, CommitStatus } from "./checks.ts";

/** Workflows, their runs with every attempt, and what they reported on commits. */

export interface Workflow {
  readonly id: number;
  name: string;
  /** `.github/workflows/test.yml` */
  readonly path: string;
  state: "active" | "disabled_manually";
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface Step {
  readonly number: number;
  readonly name: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: CheckConclusion | null;
  startedAtMs: number | null;
  completedAtMs: number | null;
}

export interface Job {
  readonly id: number;
  readonly checkRunId: number;
  readonly name: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  readonly createdAtMs: number;
  startedAtMs: number;
  completedAtMs: number | null;
  steps: Step[];
  readonly labels: string[];
  runner: { readonly id: number; readonly name: string } | null;
  /** The whole log, lines ending in `\n`; null while there is none. */
  log: string | null;
  /** Logs past their retention answer 410. */
  logExpired: boolean;
  /** When a runner takes the job and is done with it; null: nothing moves it any more. */
  plan: { readonly beginsAtMs: number; readonly endsAtMs: number } | null;
}

/** How a job ended. */
export interface JobOutcome {
  readonly conclusion: CheckConclusion;
  readonly startedAtMs: number;
  readonly completedAtMs: number;
  readonly steps?: readonly Step[];
  readonly log?: string | null;
  readonly logExpired?: boolean;
  readonly annotations?: readonly Annotation[];
}

/** Says how a job of a run ends that begins now: a repository's own machines. */
export type Runner = (run: Run, job: Job, startedAtMs: number) => JobOutcome;

export interface Attempt {
  readonly number: number;
  readonly triggeredBy: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  readonly startedAtMs: number;
  updatedAtMs: number;
  jobs: Job[];
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  expired: boolean;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface Run {
  readonly id: number;
  readonly workflowId: number;
  readonly runNumber: number;
  readonly event: "push" | "pull_request" | "workflow_dispatch" | "schedule";
  readonly headBranch: string;
  readonly headSha: string;
  readonly headRepositoryId: number;
  readonly displayTitle: string;
  readonly actor: string;
  readonly suiteId: number;
  readonly pullNumbers: number[];
  readonly createdAtMs: number;
  /** Oldest first, never empty; the last is the run's present state. */
  readonly attempts: Attempt[];
  artifacts: Artifact[];
}

export interface ActionsStore {
  workflows: Workflow[];
  /** Oldest first. */
  runs: Run[];
  suites: CheckSuite[];
  checkRuns: CheckRun[];
  /** Oldest first: the newest of a context is the one that counts. */
  statuses: CommitStatus[];
  /** Takes queued jobs as the clock goes on; null: they stay queued. */
  runner: Runner | null;
}

export function newActionsStore(): ActionsStore {
  return { workflows: [], runs: [], suites: [], checkRuns: [], statuses: [], runner: null };
}
