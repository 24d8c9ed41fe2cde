import type { Account } from "../state/account.ts";
import type { Attempt, Run } from "../state/actions.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { minimalPullShapes } from "./minimal-pull.ts";
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from "./repository.ts";
import { simpleCommitShape } from "./simple-commit.ts";
import { isoTime } from "./time.ts";

/** `workflow-run`, as it is now or as an earlier attempt left it. */
export function workflowRunShape(world: World, repository: Repository, run: Run, attempt: Attempt, viewer: Account) {
  const base = repositoryUrl(world, repository);
  const url = `${base}/actions/runs/${run.id}`;
  const workflow = repository.actions.workflows.find(({ id }) => id === run.workflowId);
  const home = repositoryShape(world, repository, viewer);
  const head = world.repositories.get(run.headRepositoryId) ?? repository;
  const latest = attempt === run.attempts.at(-1);
  return {
    id: run.id,
    name: workflow?.name ?? null,
    node_id: entityId("run", repository, run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: workflow?.path ?? "",
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.suiteId,
    check_suite_node_id: entityId("checkSuite", repository, run.suiteId),
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}${latest ? "" : `/attempts/${attempt.number}`}`,
    pull_requests: minimalPullShapes(world, repository, run.headSha),
    created_at: isoTime(run.createdAtMs),
    updated_at: isoTime(attempt.updatedAtMs),
    actor: authorShape(world, run.actor),
    triggering_actor: authorShape(world, attempt.triggeredBy),
    run_attempt: attempt.number,
    run_started_at: isoTime(attempt.startedAtMs),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${base}/check-suites/${run.suiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: `${base}/actions/workflows/${run.workflowId}`,
    head_commit: simpleCommitShape(repository, run.headSha),
    repository: home,
    head_repository: head === repository ? home : repositoryShape(world, head, viewer),
  };
}
