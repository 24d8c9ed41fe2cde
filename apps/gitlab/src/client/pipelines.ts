import { ToolError } from "@fairlead/core";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { UpstreamJob, UpstreamPipeline } from "../shape/pipeline.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";
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

/**
 * The pipeline that is meant: of a ref or merge request the newest.
 *
 * @throws ToolError `not_found` where none has run.
 */
export async function readPipeline(
  client: GitlabClient,
  project: string,
  { pipeline_id: id, ref, iid }: PipelineTarget,
): Promise<UpstreamPipeline> {
  if (id !== undefined) return one<UpstreamPipeline>(client.pipelines.show(project, id));
  const newest =
    iid === undefined
      ? await list<UpstreamPipeline>(client.pipelines.all(project, { ref, perPage: 1 } as never))
      : await list<UpstreamPipeline>(client.mergeRequests.allPipelines(project, iid, { perPage: 1 }));
  const [row] = newest.rows;
  if (row) return one<UpstreamPipeline>(client.pipelines.show(project, row.id));
  throw new ToolError("not_found", "No pipeline has run there: start one with create_pipeline.");
}

/** Of a ref or merge request the newest pipeline that failed; undefined where the newest has not. */
export async function readFailedPipeline(
  client: GitlabClient,
  project: string,
  { ref, iid }: Pick<PipelineTarget, "ref" | "iid">,
): Promise<UpstreamPipeline | undefined> {
  const merge =
    iid === undefined ? undefined : await one<UpstreamMergeRequest>(client.mergeRequests.show(project, iid));
  const head = merge?.sha ?? undefined;
  const asked =
    iid === undefined
      ? client.pipelines.all(project, { ref, status: "failed", perPage: 1 } as never)
      : client.mergeRequests.allPipelines(project, iid, { perPage: 20 });
  const { rows } = await list<UpstreamPipeline>(asked);
  const found = rows.find(({ status, sha }) => status === "failed" && (head === undefined || sha === head));
  return found && one<UpstreamPipeline>(client.pipelines.show(project, found.id));
}

/** Pages of jobs, 100 each. */
const MOST_PAGES = 3;

/** The newest try of every job of a pipeline, up to 300, the first stage first. */
export async function readJobs(client: GitlabClient, project: string, pipelineId: number): Promise<UpstreamJob[]> {
  const rows: UpstreamJob[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = await list<UpstreamJob>(
      client.jobs.all(project, { pipelineId, includeRetried: false, perPage: 100, page }),
    );
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
