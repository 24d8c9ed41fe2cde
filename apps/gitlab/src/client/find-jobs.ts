import type { UpstreamJob, UpstreamPipeline } from "../shape/pipeline.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";
import { readProject } from "./projects.ts";
import { unlessStatus } from "./unless-status.ts";
import { readBridges, readFailedPipeline, readJobs, type PipelineTarget } from "./pipelines.ts";

/** A job and the project that it is in: a pipeline may start others elsewhere. */
export interface FoundJob {
  job: UpstreamJob;
  project: string;
  /** It is in another project than the one that was asked about. */
  elsewhere: boolean;
}

export interface FoundJobs {
  pipeline: UpstreamPipeline | undefined;
  jobs: FoundJob[];
}

/**
 * The jobs that are meant: one by id, or every job of a pipeline with those of the pipelines that it started.
 *
 * @param options.mayRead Whether it may look into another project, by its path.
 */
export async function findJobs(
  client: GitlabClient,
  project: string,
  { job_id: id, ...target }: PipelineTarget & { job_id?: number | undefined },
  { mayRead }: { mayRead: (project: string) => boolean },
): Promise<FoundJobs> {
  if (id !== undefined) {
    const job = await one<UpstreamJob>(client.jobs.show(project, id));
    return { pipeline: job.pipeline ?? undefined, jobs: [{ job, project, elsewhere: false }] };
  }
  const pipeline =
    target.pipeline_id === undefined
      ? await readFailedPipeline(client, project, target)
      : await one<UpstreamPipeline>(client.pipelines.show(project, target.pipeline_id));
  if (!pipeline) return { pipeline: undefined, jobs: [] };
  const [own, bridges] = await Promise.all([
    readJobs(client, project, pipeline.id),
    readBridges(client, project, pipeline.id),
  ]);
  const below = await Promise.all(
    bridges
      .filter(({ status }) => status === "failed")
      .map(({ downstream_pipeline: child }) => jobsBelow(client, { project, pipeline }, child, mayRead)),
  );
  return { pipeline, jobs: [...own.map((job) => ({ job, project, elsewhere: false })), ...below.flat()] };
}

/** Jobs of a pipeline that a bridge started, one level deep; none where it is not visible, or not to be looked into. */
async function jobsBelow(
  client: GitlabClient,
  { project, pipeline }: { project: string; pipeline: UpstreamPipeline },
  child: UpstreamPipeline | null | undefined,
  mayRead: (project: string) => boolean,
): Promise<FoundJob[]> {
  if (!child) return [];
  const { project_id: id } = child;
  if (typeof id !== "number" || id === pipeline.project_id) return jobsOf(client, project, child.id, false);
  const home = await unlessStatus(readProject(client, String(id)), 403, 404);
  return home && mayRead(home.path_with_namespace) ? jobsOf(client, home.path_with_namespace, child.id, true) : [];
}

async function jobsOf(client: GitlabClient, project: string, pipelineId: number, elsewhere: boolean) {
  const jobs = await unlessStatus(readJobs(client, project, pipelineId), 403, 404);
  return jobs?.map((job) => ({ job, project, elsewhere })) ?? [];
}
