import type { Annotation } from "../state/checks.ts";
import { history } from "../state/git.ts";
import { settleAttempt } from "../state/actions/settle-job.ts";
import type { Pull } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import type { Checkout } from "./logs/common-steps.ts";
import { greenLog } from "./logs/green-log.ts";
import { outOfMemoryLog } from "./logs/out-of-memory-log.ts";
import { RUNNER_LOST, runnerLostLog } from "./logs/runner-lost-log.ts";
import { vitestLog } from "./logs/vitest-log.ts";
import { leaveRunning, seedRun, seedWorkflows, settleWith } from "./runs.ts";
import { roundingFailure } from "../../harbor/story.ts";

const MINUTE_MS = 60_000;

/** What GitHub itself notes on a failed job, and what vitest's reporter notes on the line. */
export const failedStep = (code: number): Annotation => ({
  path: ".github",
  startLine: 1,
  endLine: 1,
  level: "failure",
  title: null,
  message: `Process completed with exit code ${code}.`,
  rawDetails: null,
});

export const roundingAnnotations: readonly Annotation[] = [
  {
    path: roundingFailure.file,
    startLine: roundingFailure.line,
    endLine: roundingFailure.line,
    level: "failure",
    title: `${roundingFailure.file} > ${roundingFailure.suite} > ${roundingFailure.test}`,
    message: `AssertionError: ${roundingFailure.message}`,
    rawDetails: null,
  },
  failedStep(1),
];

const source = (repository: Repository, sha: string, ref: string): Checkout => ({
  repository: repository.fullName,
  sha,
  ref,
});

/** `main`: every commit tested and green, one bundle out of memory, one nightly run whose machine vanished. */
function seedMain(world: World, repository: Repository): void {
  const tip = repository.git.refs.get("refs/heads/main") ?? "";
  const [newest, ...older] = history(repository.git, tip).slice(0, 4);
  const row = { branch: "main", event: "push" } as const;
  for (const commit of [...older.toReversed(), ...(newest ? [newest] : [])]) {
    const atMs = commit.committer.atMs + MINUTE_MS;
    const facts = { ...row, sha: commit.oid, actor: commit === newest ? "harbor-ci[bot]" : "trenn", atMs };
    const from = source(repository, commit.oid, "refs/remotes/origin/main");
    settleWith(
      repository,
      seedRun(world, repository, { ...facts, workflow: "test" }),
      vitestLog(atMs + 4_000, from, "green"),
    );
    const bundle = seedRun(world, repository, { ...facts, workflow: "bundle" });
    if (commit === older[0])
      settleWith(repository, bundle, outOfMemoryLog(atMs + 5_000, from), { annotations: [failedStep(137)] });
    else
      settleWith(
        repository,
        bundle,
        greenLog(atMs + 5_000, from, "bundle", [
          ["npm ci", "added 412 packages in 8s"],
          ["npm run build", "built in 41.20s"],
        ]),
      );
  }
  const nightly = older[1];
  if (!nightly) throw new Error("the seed's main is too short");
  const atMs = daysAgo(3.2);
  const lost = seedRun(world, repository, {
    workflow: "end-to-end",
    event: "schedule",
    branch: "main",
    sha: nightly.oid,
    actor: "mlind",
    atMs,
  });
  settleWith(
    repository,
    lost,
    runnerLostLog(atMs + 9_000, source(repository, nightly.oid, "refs/remotes/origin/main")),
    {
      conclusion: "failure",
      annotations: [{ ...failedStep(1), message: RUNNER_LOST }],
    },
  );
}

/** A red run from before the retention's end: its log is gone. */
function seedExpired(world: World, repository: Repository): void {
  const tip = repository.git.refs.get("refs/heads/main") ?? "";
  const old = history(repository.git, tip).find(({ message }) => message.startsWith("Release 4.7.0"));
  if (!old) throw new Error("the seed has no release 4.7.0");
  const atMs = old.committer.atMs + MINUTE_MS;
  const run = seedRun(world, repository, {
    workflow: "test",
    event: "push",
    branch: "main",
    sha: old.oid,
    actor: "mlind",
    atMs,
  });
  const log = greenLog(atMs + 4_000, source(repository, old.oid, "refs/remotes/origin/main"), "test", [
    ["npx vitest run", "1 failed"],
  ]);
  settleWith(repository, run, log, { expired: true, conclusion: "failure", annotations: [failedStep(1)] });
}

function seedPullRun(world: World, repository: Repository, pull: Pull): void {
  const issue = repository.issues.byNumber.get(pull.number);
  if (!issue) return;
  const atMs = issue.createdAtMs + MINUTE_MS;
  const seeded = seedRun(world, repository, {
    workflow: "test",
    event: "pull_request",
    branch: pull.headRef,
    sha: pull.headSha,
    actor: issue.author,
    title: issue.title,
    atMs,
    ...(pull.headRepositoryId === null ? {} : { headRepositoryId: pull.headRepositoryId }),
  });
  const from = source(repository, pull.headSha, `refs/remotes/pull/${pull.number}/merge`);
  if (pull.number === 35) leaveRunning(repository, seeded, atMs + 6_000);
  else if (pull.number === 36) {
    // An outsider's first run waits until somebody lets it.
    seeded.attempt.jobs = [];
    repository.actions.checkRuns = repository.actions.checkRuns.filter(({ suiteId }) => suiteId !== seeded.run.suiteId);
    settleAttempt(seeded.attempt, atMs);
    seeded.attempt.conclusion = "action_required";
  } else if (pull.number === 37) {
    settleWith(repository, seeded, vitestLog(atMs + 4_000, from, "red"), { annotations: roundingAnnotations });
    seeded.run.artifacts.push({
      id: world.nextId("actions"),
      name: "vitest-report",
      sizeBytes: 48_211,
      expired: false,
      createdAtMs: atMs + 2 * MINUTE_MS,
      expiresAtMs: atMs + 90 * 24 * 60 * MINUTE_MS,
    });
  } else settleWith(repository, seeded, vitestLog(atMs + 4_000, from, "green"));
}

/** Runs of the shop, oldest first as GitHub numbered them. */
export function seedStorefrontRuns(world: World, repository: Repository): void {
  seedWorkflows(world, repository, daysAgo(160));
  seedExpired(world, repository);
  seedMain(world, repository);
  for (const pull of repository.pulls.byNumber.values()) seedPullRun(world, repository, pull);
  const ready = repository.pulls.byNumber.get(31);
  if (!ready) return;
  repository.actions.statuses.push({
    id: world.nextId("actions"),
    sha: ready.headSha,
    context: "preview/deploy",
    state: "success",
    description: "Preview is up",
    targetUrl: "https://pr-31.preview.harbor.example",
    creator: "harbor-ci[bot]",
    createdAtMs: daysAgo(1.38),
  });
}
