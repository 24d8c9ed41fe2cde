import type { Attempt, Job, Run } from "../state/actions.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { entityId } from "./entity-id.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime, isoTimeOrNull } from "./time.ts";

/** `job`: its id is not its check run's id. */
export function jobShape(world: World, repository: Repository, run: Run, attempt: Attempt, job: Job) {
  const base = repositoryUrl(world, repository);
  const workflow = repository.actions.workflows.find(({ id }) => id === run.workflowId);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: workflow?.name ?? null,
    head_branch: run.headBranch,
    run_url: `${base}/actions/runs/${run.id}`,
    run_attempt: attempt.number,
    node_id: entityId("checkRun", repository, job.checkRunId),
    head_sha: run.headSha,
    url: `${base}/actions/jobs/${job.id}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: isoTime(job.createdAtMs),
    started_at: isoTime(job.startedAtMs),
    completed_at: isoTimeOrNull(job.completedAtMs),
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: isoTimeOrNull(step.startedAtMs),
      completed_at: isoTimeOrNull(step.completedAtMs),
    })),
    check_run_url: `${base}/check-runs/${job.checkRunId}`,
    labels: job.labels,
    runner_id: job.runner?.id ?? null,
    runner_name: job.runner?.name ?? null,
    runner_group_id: job.runner ? 0 : null,
    runner_group_name: job.runner ? "GitHub Actions" : null,
  };
}
