import { present, ToolError } from "@fairlead/core";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { UpstreamJob, UpstreamPipeline } from "../shape/pipeline.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";
import { homeOf, type MayRead, type PipelineHome } from "./pipeline-home.ts";
import { unlessStatus } from "./unless-status.ts";

/** Which pipeline is meant; exactly one field is set. */
export interface PipelineTarget {
  pipeline_id?: number | undefined;
  ref?: string | undefined;
  /** Of a merge request. */
  iid?: number | undefined;
}

/** @throws ToolError `invalid_input` unless exactly one is named. */
export function refuseUnclear(target: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  if (names.filter((name) => target[name] !== undefined).length === 1) return;
  throw new ToolError("invalid_input", `Name exactly one of ${names.join(", ")}.`);
}

/** A pipeline, and the project that it runs in. */
export interface PlacedPipeline extends PipelineHome {
  pipeline: UpstreamPipeline;
}

/**
 * The pipeline that is meant: of a ref or merge request the newest.
 *
 * @throws ToolError `not_found` where none has run.
 */
export async function readPipeline(
  client: GitlabClient,
  project: string,
  { pipeline_id: id, ref, iid }: PipelineTarget,
  mayRead: MayRead,
): Promise<PlacedPipeline> {
  if (id !== undefined) {
    return { pipeline: await one<UpstreamPipeline>(client.pipelines.show(project, id)), project, elsewhere: false };
  }
  const newest =
    iid === undefined
      ? await list<UpstreamPipeline>(client.pipelines.all(project, { ref, perPage: 1 } as never))
      : await list<UpstreamPipeline>(client.mergeRequests.allPipelines(project, iid, { perPage: 1 }));
  const [row] = newest.rows;
  if (row) return readRow(client, project, row, mayRead);
  throw new ToolError("not_found", "No pipeline has run there: start one with create_pipeline.");
}

/** Pipelines that are looked through for one that failed. */
const MOST_ROWS = 20;

/** Of the head of a ref or merge request the newest pipeline that failed; undefined where none has. */
export async function readFailedPipeline(
  client: GitlabClient,
  project: string,
  { ref, iid }: Pick<PipelineTarget, "ref" | "iid">,
  mayRead: MayRead,
): Promise<PlacedPipeline | undefined> {
  const merge =
    iid === undefined ? undefined : await one<UpstreamMergeRequest>(client.mergeRequests.show(project, iid));
  const asked =
    iid === undefined
      ? client.pipelines.all(project, { ref, perPage: MOST_ROWS } as never)
      : client.mergeRequests.allPipelines(project, iid, { perPage: MOST_ROWS });
  const { rows } = await list<UpstreamPipeline>(asked);
  const isOfHead = merge ? ofMergeHead(merge) : ({ sha }: UpstreamPipeline) => sha === rows[0]?.sha;
  const found = rows.find((row) => row.status === "failed" && isOfHead(row));
  return found && readRow(client, project, found, mayRead);
}

/** Of merged results, whose pipelines run on a commit of their own, GitLab only says which one is the head's newest. */
function ofMergeHead({ sha: head, head_pipeline: newest }: UpstreamMergeRequest) {
  return ({ id, sha, ref }: UpstreamPipeline) =>
    sha === head ||
    (newest != null && (id === newest.id || (id > newest.id && ref?.startsWith("refs/merge-requests/") === true)));
}

async function readRow(
  client: GitlabClient,
  project: string,
  row: UpstreamPipeline,
  mayRead: MayRead,
): Promise<PlacedPipeline> {
  const home = await homeOf(client, project, row, mayRead);
  const pipeline = home && (await one<UpstreamPipeline>(client.pipelines.show(home.project, row.id)));
  if (home && pipeline) return { ...home, pipeline };
  throw new ToolError("not_found", `Pipeline ${row.id} runs in a fork that this connection does not see.`);
}

/** Pages of jobs, 100 each. */
const MOST_PAGES = 3;

/**
 * The newest try of every job of a pipeline, up to 300, the first stage first.
 *
 * @param statuses Only these: of a long pipeline, those that matter may be beyond the first 300.
 */
export async function readJobs(
  client: GitlabClient,
  project: string,
  pipelineId: number,
  statuses?: readonly string[],
): Promise<UpstreamJob[]> {
  const options = { pipelineId, includeRetried: false, ...present({ scope: statuses }), perPage: 100 };
  const rows: UpstreamJob[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = await list<UpstreamJob>(client.jobs.all(project, { ...options, page } as never));
    rows.push(...found.rows);
    if (found.next === undefined) break;
  }
  return rows.toSorted((a, b) => a.id - b.id);
}

export interface UpstreamBridge extends UpstreamJob {
  downstream_pipeline?: UpstreamPipeline | null;
}

/** Jobs that start pipelines elsewhere. */
export async function readBridges(
  client: GitlabClient,
  project: string,
  pipelineId: number,
): Promise<UpstreamBridge[]> {
  const asked = list<UpstreamBridge>(client.jobs.allPipelineBridges(project, pipelineId, { perPage: 100 } as never));
  return (await unlessStatus(asked, 403, 404))?.rows ?? [];
}
