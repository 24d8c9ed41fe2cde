import type { Annotation, CheckRun } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { actionsAppShape } from "./app.ts";
import { entityId } from "./entity-id.ts";
import { minimalPullShapes } from "./minimal-pull.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTimeOrNull } from "./time.ts";

/** Where a check's "details" lead: the job behind it, or what the reporter named. */
export function checkHtmlUrl(world: World, repository: Repository, run: CheckRun): string {
  const html = repositoryHtmlUrl(world, repository);
  return run.job ? `${html}/actions/runs/${run.job.runId}/job/${run.job.jobId}` : `${html}/runs/${run.id}`;
}

/** `check-run` */
export function checkRunShape(world: World, repository: Repository, run: CheckRun) {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = checkHtmlUrl(world, repository, run);
  return {
    id: run.id,
    name: run.name,
    node_id: entityId("checkRun", repository, run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoTimeOrNull(run.startedAtMs),
    completed_at: isoTimeOrNull(run.completedAtMs),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: actionsAppShape(world),
    pull_requests: minimalPullShapes(world, repository, run.headSha),
  };
}

/** `check-annotation` */
export function annotationShape(world: World, repository: Repository, run: CheckRun, annotation: Annotation) {
  return {
    path: annotation.path,
    blob_href: `${repositoryHtmlUrl(world, repository)}/blob/${run.headSha}/${annotation.path}`,
    start_line: annotation.startLine,
    start_column: null,
    end_line: annotation.endLine,
    end_column: null,
    annotation_level: annotation.level,
    title: annotation.title ?? "",
    message: annotation.message,
    raw_details: annotation.rawDetails ?? "",
  };
}
