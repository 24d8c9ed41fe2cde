import { ACTIONS_APP } from "../../shape/app.ts";
import { checkHtmlUrl } from "../../shape/check-run.ts";
import { suiteVerdict } from "../../shape/check-suite.ts";
import { entityId } from "../../shape/entity-id.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import type { Run } from "../../state/actions.ts";
import { latestAttempt } from "../../state/actions/latest-attempt.ts";
import { latestCheckRuns, latestStatuses, rollup } from "../../state/checks/latest.ts";
import type { Annotation, CheckRun, CheckSuite, CommitStatus } from "../../state/checks.ts";
import { nodeId, parseNodeId } from "../../state/node-id.ts";
import { requiredChecks } from "../../state/pulls/merge-rules.ts";
import type { Repository } from "../../state/repository.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl, siteUrl } from "../site-url.ts";
import { advanceRuns } from "../../state/actions/advance-runs.ts";

interface RequiredArguments {
  readonly pullRequestId?: string | null;
  readonly pullRequestNumber?: number | null;
}

/** Whether a merge of that pull request waits for this check. */
function isRequired(repository: Repository, name: string): (args: RequiredArguments) => boolean {
  return ({ pullRequestId, pullRequestNumber }) => {
    const id = pullRequestId == null ? undefined : parseNodeId(pullRequestId)?.ids[1];
    const pull = [...repository.pulls.byNumber.values()].find((candidate) => candidate.number === pullRequestNumber || candidate.id === id);
    if (!pull) throw graphqlRefusal("NOT_FOUND", "Could not resolve to a PullRequest for `isRequired`.");
    return requiredChecks(repository, pull.baseRef).includes(name);
  };
}

function annotationEntity(lens: Lens, repository: Repository, run: CheckRun, annotation: Annotation, index: number): Record<string, unknown> {
  return {
    annotationLevel: annotation.level.toUpperCase(),
    blobUrl: repositorySiteUrl(lens.world, repository, `/blob/${run.headSha}/${annotation.path}`).url,
    databaseId: index + 1,
    location: { start: { line: annotation.startLine, column: null }, end: { line: annotation.endLine, column: null } },
    message: annotation.message,
    path: annotation.path,
    rawDetails: annotation.rawDetails,
    title: annotation.title,
  };
}

function suiteEntity(lens: Lens, repository: Repository, suite: CheckSuite): Entity {
  const runs = repository.actions.checkRuns.filter(({ suiteId }) => suiteId === suite.id);
  const { status, conclusion } = suiteVerdict(runs);
  return {
    __typename: "CheckSuite",
    id: entityId("checkSuite", repository, suite.id),
    databaseId: suite.id,
    app: { __typename: "App", id: nodeId("A", ACTIONS_APP.id), databaseId: ACTIONS_APP.id, name: ACTIONS_APP.name, slug: ACTIONS_APP.slug, url: siteUrl(lens.world, `/apps/${ACTIONS_APP.slug}`).url },
    branch: () => lens.ref(repository, `refs/heads/${suite.headBranch}`),
    commit: () => lens.commit(repository, suite.headSha),
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt: isoTime(suite.createdAtMs),
    updatedAt: isoTime(suite.updatedAtMs),
    repository: () => lens.repository(repository),
    workflowRun: () => {
      const run = repository.actions.runs.find(({ suiteId }) => suiteId === suite.id);
      return run ? lens.workflowRun(repository, run) : null;
    },
    ...repositorySiteUrl(lens.world, repository, `/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`),
  };
}

/** `CheckRun` */
export function checkRunEntity(lens: Lens, repository: Repository, run: CheckRun): Entity {
  const url = checkHtmlUrl(lens.world, repository, run);
  return {
    __typename: "CheckRun",
    id: entityId("checkRun", repository, run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: isoTimeOrNull(run.startedAtMs),
    completedAt: isoTimeOrNull(run.completedAtMs),
    detailsUrl: run.detailsUrl ?? url,
    externalId: run.externalId,
    permalink: url,
    url,
    resourcePath: url.slice(lens.world.urls.html.length),
    title: run.title,
    summary: run.summary,
    text: run.text,
    isRequired: isRequired(repository, run.name),
    checkSuite: () => {
      const suite = repository.actions.suites.find(({ id }) => id === run.suiteId);
      return suite ? suiteEntity(lens, repository, suite) : null;
    },
    repository: () => lens.repository(repository),
    annotations: (args: PageArguments) =>
      connection("annotations", args, [...run.annotations.entries()], ([i, row]) => annotationEntity(lens, repository, run, row, i)),
  };
}

/** `StatusContext` */
export function statusContextEntity(lens: Lens, repository: Repository, status: CommitStatus): Entity {
  return {
    __typename: "StatusContext",
    id: entityId("status", repository, status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: isoTime(status.createdAtMs),
    creator: () => lens.actor(status.creator),
    avatarUrl: siteUrl(lens.world, "/avatars/u/0?v=4").url,
    commit: () => lens.commit(repository, status.sha),
    isRequired: isRequired(repository, status.context),
  };
}

/** `StatusCheckRollup` of a commit; null where nothing reported. */
export function rollupEntity(lens: Lens, repository: Repository, sha: string): Entity | null {
  advanceRuns(lens.world, repository);
  const verdict = rollup(repository, sha);
  if (verdict === undefined) return null;
  const checks = latestCheckRuns(repository, sha);
  const statuses = latestStatuses(repository, sha);
  const rows = [...checks.map((run) => () => lens.checkRun(repository, run)), ...statuses.map((status) => () => lens.statusContext(repository, status))];
  return {
    __typename: "StatusCheckRollup",
    id: objectNodeId("C", repository, `rollup:${sha}`),
    state: verdict.toUpperCase(),
    commit: () => lens.commit(repository, sha),
    contexts: (args: PageArguments) => ({
      ...connection("contexts", args, rows, (row) => row()),
      checkRunCount: checks.length,
      statusContextCount: statuses.length,
    }),
  };
}

/** `WorkflowRun` */
export function workflowRunEntity(lens: Lens, repository: Repository, run: Run): Entity {
  const workflow = repository.actions.workflows.find(({ id }) => id === run.workflowId);
  return {
    __typename: "WorkflowRun",
    id: entityId("run", repository, run.id),
    databaseId: run.id,
    runNumber: run.runNumber,
    event: run.event,
    ...repositorySiteUrl(lens.world, repository, `/actions/runs/${run.id}`),
    createdAt: isoTime(run.createdAtMs),
    updatedAt: isoTime(latestAttempt(run).updatedAtMs),
    checkSuite: () => {
      const suite = repository.actions.suites.find(({ id }) => id === run.suiteId);
      return suite ? suiteEntity(lens, repository, suite) : null;
    },
    workflow: workflow && {
      __typename: "Workflow",
      id: entityId("workflow", repository, workflow.id),
      databaseId: workflow.id,
      name: workflow.name,
      state: workflow.state.toUpperCase(),
      createdAt: isoTime(workflow.createdAtMs),
      updatedAt: isoTime(workflow.updatedAtMs),
      ...repositorySiteUrl(lens.world, repository, `/actions/workflows/${workflow.path.split("/").at(-1) ?? ""}`),
    },
  };
}
