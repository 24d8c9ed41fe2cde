import type { UpstreamJob, UpstreamPipeline } from "../shape/pipeline.ts";
import { readBelow, type FailedBridge } from "./failed-bridges.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";
import type { MayRead } from "./pipeline-home.ts";
import { readBridges, readFailedPipeline, readJobs, readPipeline, type PipelineTarget } from "./pipelines.ts";

/** A job and the project that it is in: a pipeline may start others elsewhere. */
export interface FoundJob {
  job: UpstreamJob;
  project: string;
  /** It is in another project than the one that was asked about. */
  elsewhere: boolean;
}

export interface FoundJobs {
  pipeline: UpstreamPipeline | undefined;
  /** Where that pipeline runs. */
  project: string;
  jobs: FoundJob[];
  /** Those that failed without a job to tell why. */
  bridges: FailedBridge[];
}

const UNSETTLED = ["failed", "running", "pending", "created"] as const;

/**
 * The jobs that are meant: one by id, or every job of a pipeline with those of the pipelines that it started.
 *
 * @param options.mayRead Whether it may look into another project, by its path.
 * @param options.failures Only jobs that failed, or may yet.
 */
export async function findJobs(
  client: GitlabClient,
  project: string,
  { job_id: id, ...target }: PipelineTarget & { job_id?: number | undefined },
  { mayRead, failures }: { mayRead: MayRead; failures: boolean },
): Promise<FoundJobs> {
  if (id !== undefined) {
    const job = await one<UpstreamJob>(client.jobs.show(project, id));
    const jobs = [{ job, project, elsewhere: false }];
    return { pipeline: job.pipeline ?? undefined, project, jobs, bridges: [] };
  }
  const placed =
    target.pipeline_id === undefined
      ? await readFailedPipeline(client, project, target, mayRead)
      : await readPipeline(client, project, target, mayRead);
  if (!placed) return { pipeline: undefined, project, jobs: [], bridges: [] };
  const { pipeline, ...home } = placed;
  const [own, bridges] = await Promise.all([
    readJobs(client, home.project, pipeline.id, failures ? UNSETTLED : undefined),
    readBridges(client, home.project, pipeline.id),
  ]);
  const failed = bridges.filter(({ status }) => status === "failed");
  const below = await Promise.all(failed.map((bridge) => readBelow(client, { ...home, pipeline }, bridge, mayRead)));
  return {
    pipeline,
    project: home.project,
    jobs: [...own.map((job) => ({ job, ...home })), ...below.flatMap(({ jobs }) => jobs)],
    bridges: below.flatMap(({ why }) => why ?? []),
  };
}
