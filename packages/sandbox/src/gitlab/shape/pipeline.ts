import { statusOf, type Bridge, type Job, type Pipeline } from "../state/pipeline.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import { findProject, type World } from "../state/world.ts";
import { iso, isoOrNull, personShape } from "./user.ts";

/** A row of a list. */
export function pipelineRow(world: World, project: Project, pipeline: Pipeline) {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: project.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: statusOf(pipeline),
    source: pipeline.source,
    created_at: iso(pipeline.createdAtMs),
    updated_at: iso(lastEnd(pipeline) ?? pipeline.createdAtMs),
    name: null,
    web_url: `${world.url}/${fullPathOf(project)}/-/pipelines/${pipeline.id}`,
  };
}

function lastEnd({ jobs }: Pipeline): number | undefined {
  const ends = jobs.flatMap(({ finishedAtMs }) => finishedAtMs ?? []);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

export function pipelineShape(world: World, project: Project, pipeline: Pipeline) {
  const row = pipelineRow(world, project, pipeline);
  const over = row.status !== "running" && row.status !== "canceling";
  const endMs = over ? lastEnd(pipeline) : undefined;
  return {
    ...row,
    before_sha: "0".repeat(40),
    tag: false,
    yaml_errors: pipeline.yamlErrors ?? null,
    user: personShape(world, pipeline.user),
    started_at: iso(pipeline.createdAtMs),
    finished_at: isoOrNull(endMs),
    committed_at: null,
    duration: endMs === undefined ? null : Math.round((endMs - pipeline.createdAtMs) / 1000),
    queued_duration: 1,
    coverage: null,
    detailed_status: { icon: `status_${row.status}`, text: row.status, label: row.status, group: row.status },
  };
}

function ranS(job: Pick<Job, "startedAtMs" | "finishedAtMs">): number | null {
  if (job.startedAtMs === undefined || job.finishedAtMs === undefined) return null;
  return (job.finishedAtMs - job.startedAtMs) / 1000;
}

/** What jobs and bridges have alike. */
function basicShape(world: World, project: Project, pipeline: Pipeline, job: Omit<Job, "trace">) {
  return {
    id: job.id,
    status: job.status,
    stage: job.stage,
    name: job.name,
    ref: pipeline.ref,
    tag: false,
    coverage: null,
    allow_failure: job.allowFailure,
    created_at: iso(job.createdAtMs),
    started_at: isoOrNull(job.startedAtMs),
    finished_at: isoOrNull(job.finishedAtMs),
    duration: ranS(job),
    queued_duration: 1,
    user: personShape(world, pipeline.user),
    commit: { id: pipeline.sha, short_id: pipeline.sha.slice(0, 8) },
    pipeline: pipelineRow(world, project, pipeline),
    failure_reason: job.status === "failed" ? (job.failureReason ?? "script_failure") : undefined,
    web_url: `${world.url}/${fullPathOf(project)}/-/jobs/${job.id}`,
  };
}

export function jobShape(world: World, project: Project, pipeline: Pipeline, job: Omit<Job, "trace">) {
  return { ...basicShape(world, project, pipeline, job), artifacts: [], runner: null };
}

export function bridgeShape(world: World, project: Project, pipeline: Pipeline, bridge: Bridge) {
  const { downstream, ...job } = bridge;
  const other = downstream && findProject(world, downstream.projectPath)?.project;
  const child = other?.pipelines.find(({ id }) => id === downstream?.pipelineId);
  return {
    ...basicShape(world, project, pipeline, job),
    downstream_pipeline: other && child ? pipelineRow(world, other, child) : null,
  };
}
