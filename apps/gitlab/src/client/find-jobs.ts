import { ToolError } from "@fairlead/core";
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

/** Logs that one call reads. */
const MOST = 10;
const FAILED = new Set(["failed"]);

export interface ChosenJobs {
  read: FoundJob[];
  /** Those that would be read as well, but are too many. */
  left: FoundJob[];
}

/**
 * Chooses whose logs are read: the jobs that failed, those that may fail last. A job that is named is read in any state.
 *
 * @throws ToolError `not_found` for a name that no job has, `invalid_input` for a range of several logs.
 */
export function chooseJobs(
  jobs: readonly FoundJob[],
  { mode, job_name, named }: { mode: string; job_name: string | undefined; named: boolean },
): ChosenJobs {
  const meant = job_name === undefined ? jobs : jobsNamed(jobs, job_name);
  const failed = meant
    .filter(({ job }) => FAILED.has(job.status))
    .toSorted((a, b) => Number(a.job.allow_failure === true) - Number(b.job.allow_failure === true));
  const anyState = named || job_name !== undefined || mode !== "failures";
  const wanted = failed.length > 0 || !anyState ? failed : meant;
  if (mode === "range" && wanted.length > 1) {
    throw new ToolError("invalid_input", "A range is of one log: name its job by job_id or job_name.", {
      details: { jobs: wanted.slice(0, MOST).map(nameOf) },
    });
  }
  return { read: wanted.slice(0, MOST), left: wanted.slice(MOST) };
}

/** How a job is named where it is not read. */
export function nameOf({ job }: FoundJob): string {
  return `${job.name} (${job.id})`;
}

function jobsNamed(jobs: readonly FoundJob[], wanted: string): FoundJob[] {
  const word = wanted.trim().toLowerCase();
  const exact = jobs.filter(({ job }) => job.name.toLowerCase() === word);
  const found = exact.length > 0 ? exact : jobs.filter(({ job }) => job.name.toLowerCase().includes(word));
  if (found.length > 0) return found;
  throw new ToolError("not_found", "The pipeline has no job of that name: take one of these.", {
    details: { jobs: jobs.slice(0, 20).map(nameOf) },
  });
}
