import { settlePipelines } from "./settle.ts";
import type { Job, Pipeline } from "./pipeline.ts";
import type { Project } from "./project.ts";
import type { World } from "./world.ts";

/** What a pipeline takes. */
const PIPELINE_MS = 30_000;

export interface PipelineOrder {
  ref: string;
  /** What it runs on; the head of the branch unless said. */
  on?: Pick<Pipeline, "sha" | "sourceSha">;
  source: string;
  user: string;
  variables?: Pipeline["variables"];
  inputs?: Pipeline["inputs"];
}

/** Starts a pipeline for the head of a branch; undefined where the project has no CI. */
export function startPipeline(world: World, project: Project, order: PipelineOrder): Pipeline | undefined {
  const { runner } = project;
  const sha = order.on?.sha ?? project.git.refs.get(`refs/heads/${order.ref}`);
  if (!runner || sha === undefined) return undefined;
  const createdAtMs = world.now();
  const pipeline: Pipeline = {
    id: world.nextId(),
    iid: project.pipelines.length + 1,
    ref: order.ref,
    sha,
    ...(order.on?.sourceSha !== undefined && { sourceSha: order.on.sourceSha }),
    source: order.source,
    user: order.user,
    yamlErrors: undefined,
    jobs: runner.jobs.map(({ name, stage }) => runningJob(world, { name, stage })),
    bridges: [],
    testCases: [],
    variables: order.variables ?? [],
    inputs: order.inputs ?? {},
    createdAtMs,
    endsAtMs: createdAtMs + PIPELINE_MS,
    settle: (job) => runner.settle(sha, job),
  };
  project.pipelines.push(pipeline);
  settlePipelines(world);
  return pipeline;
}

export function runningJob(world: World, { name, stage }: { name: string; stage: string }): Job {
  return {
    id: world.nextId(),
    name,
    stage,
    status: "running",
    failureReason: undefined,
    allowFailure: false,
    createdAtMs: world.now(),
    startedAtMs: world.now(),
    finishedAtMs: undefined,
    trace: () => "",
    retried: false,
  };
}

/** Tries jobs again: new jobs with new ids beside the old ones. */
export function retryJobs(world: World, pipeline: Pipeline, old: readonly Job[]): Job[] {
  const fresh = old.map((job) => {
    job.retried = true;
    return runningJob(world, job);
  });
  pipeline.jobs.push(...fresh);
  pipeline.endsAtMs = world.now() + PIPELINE_MS;
  return fresh;
}
