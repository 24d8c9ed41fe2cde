import type { JobLog } from "../shape/job-log.ts";
import type { UpstreamPipeline } from "../shape/pipeline.ts";
import type { FoundJob } from "./find-jobs.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";
import type { MayRead } from "./pipeline-home.ts";
import { readJobs, type PlacedPipeline, type UpstreamBridge } from "./pipelines.ts";
import { readProject } from "./projects.ts";
import { classOf } from "./read-job-logs.ts";
import { unlessStatus } from "./unless-status.ts";

/** A job that was to start a pipeline elsewhere and failed: it has no log. */
export interface FailedBridge {
  bridge: UpstreamBridge;
  /** What is known of it, in a sentence without its subject. */
  why: string;
  /** Its pipeline is not to be seen: nothing is told of it but that. */
  hidden?: boolean;
  /** The configuration of its pipeline is wrong. */
  config?: boolean;
}

export interface Below {
  jobs: FoundJob[];
  /** Undefined where a job of it failed, and tells. */
  why: FailedBridge | undefined;
}

const FAILED = ["failed"];

/** What became of the pipeline that a failed bridge started, one level deep. */
export async function readBelow(
  client: GitlabClient,
  from: PlacedPipeline,
  bridge: UpstreamBridge,
  mayRead: MayRead,
): Promise<Below> {
  const child = bridge.downstream_pipeline;
  if (!child) {
    const reason = bridge.failure_reason ?? "no reason is told";
    return { jobs: [], why: { bridge, why: `started no pipeline: ${reason}` } };
  }
  const home = await childHome(client, from, child, mayRead);
  const rows = home && (await unlessStatus(readJobs(client, home.project, child.id, FAILED), 403, 404));
  if (!home || !rows) {
    return { jobs: [], why: { bridge, why: "failed in a pipeline that this connection does not see", hidden: true } };
  }
  const jobs = rows.map((job) => ({ job, ...home }));
  if (rows.length > 0) return { jobs, why: undefined };
  const shown = await unlessStatus(one<UpstreamPipeline>(client.pipelines.show(home.project, child.id)), 403, 404);
  const place = `pipeline ${child.id}${home.elsewhere ? ` of ${home.project}` : ""}`;
  const wrong = shown?.yaml_errors;
  return wrong
    ? { jobs, why: { bridge, why: `the CI configuration of ${place} is wrong: ${wrong}`, config: true } }
    : { jobs, why: { bridge, why: `${place} is ${shown?.status ?? child.status}: read it with get_pipeline` } };
}

async function childHome(
  client: GitlabClient,
  { pipeline, project, elsewhere }: PlacedPipeline,
  { project_id: id }: UpstreamPipeline,
  mayRead: MayRead,
) {
  if (typeof id !== "number" || id === pipeline.project_id) return { project, elsewhere };
  const home = await unlessStatus(readProject(client, String(id)), 403, 404);
  return home && mayRead(home.path_with_namespace) ? { project: home.path_with_namespace, elsewhere: true } : undefined;
}

/** What is shown of a note, in characters: a list of what is wrong with a configuration may be long. */
const LONGEST_NOTE = 1_000;

/** Failed bridges as logs, of which they have none: what is known of them is said in their notes. */
export function toldBridges(bridges: readonly FailedBridge[]): JobLog[] {
  return bridges
    .filter(({ hidden }) => hidden !== true)
    .map(({ bridge: { id, name, failure_reason: reason }, why, config }) => ({
      job_id: id,
      name,
      class: config === true ? "config" : classOf(reason),
      note: why.slice(0, LONGEST_NOTE),
    }));
}
