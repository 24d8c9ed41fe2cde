import type { Account } from "../state/account.ts";
import type { CheckRun, CheckSuite } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { actionsAppShape } from "./app.ts";
import { entityId } from "./entity-id.ts";
import { minimalPullShapes } from "./minimal-pull.ts";
import { repositoryShape, repositoryUrl } from "./repository.ts";
import { simpleCommitShape } from "./simple-commit.ts";
import { isoTime } from "./time.ts";

/** Status and conclusion of a suite: those of its runs together. */
export function suiteVerdict(runs: readonly CheckRun[]): { status: string; conclusion: string | null } {
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some(({ status }) => status !== "completed")) return { status: "in_progress", conclusion: null };
  const worst = ["failure", "timed_out", "cancelled", "action_required"].find((bad) =>
    runs.some(({ conclusion }) => conclusion === bad),
  );
  return { status: "completed", conclusion: worst ?? "success" };
}

/** `check-suite` */
export function checkSuiteShape(world: World, repository: Repository, suite: CheckSuite, viewer: Account) {
  const base = repositoryUrl(world, repository);
  const runs = repository.actions.checkRuns.filter(({ suiteId }) => suiteId === suite.id);
  return {
    id: suite.id,
    node_id: entityId("checkSuite", repository, suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteVerdict(runs),
    url: `${base}/check-suites/${suite.id}`,
    before: null,
    after: suite.headSha,
    pull_requests: minimalPullShapes(world, repository, suite.headSha),
    app: actionsAppShape(world),
    repository: repositoryShape(world, repository, viewer),
    created_at: isoTime(suite.createdAtMs),
    updated_at: isoTime(suite.updatedAtMs),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: runs.length,
    check_runs_url: `${base}/check-suites/${suite.id}/check-runs`,
    head_commit: simpleCommitShape(repository, suite.headSha),
  };
}
