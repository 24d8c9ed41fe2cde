import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { commitOf } from "../state/git.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import { goFailure, goTestLog } from "./logs/go-test-log.ts";
import { seedRun, seedWorkflows, settleWith } from "./runs.ts";
import { failedStep } from "./storefront-runs.ts";

/** The one run of the payments service that matters: red since a test says how refunds are rounded. */
export function seedPaymentsRuns(world: World, repository: Repository): void {
  seedWorkflows(world, repository, daysAgo(200));
  const sha = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`) ?? "";
  const atMs = commitOf(repository.git, sha).committer.atMs + 60_000;
  const run = seedRun(world, repository, {
    workflow: "test",
    event: "push",
    branch: repository.defaultBranch,
    sha,
    actor: "iokafor",
    atMs,
  });
  const log = goTestLog(atMs + 5_000, { repository: repository.fullName, sha, ref: "refs/remotes/origin/main" });
  const { file, line, message, test } = goFailure;
  settleWith(repository, run, log, {
    annotations: [
      { path: file, startLine: line, endLine: line, level: "failure", title: test, message, rawDetails: null },
      failedStep(1),
    ],
  });
}
