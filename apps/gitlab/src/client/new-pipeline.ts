import { ToolError } from "@fairlead/core";
import type { UpstreamPipeline } from "../shape/pipeline.ts";
import type { GitlabClient, GitlabContext } from "./gitlab-client.ts";
import { myName } from "./my-name.ts";
import { list, one } from "./one.ts";
import { isRecent } from "./recent.ts";
import { unlessStatus } from "./unless-status.ts";

/** What a pipeline is started for, and with what. */
export interface NewPipeline {
  project: string;
  ref?: string | undefined;
  /** Of a merge request, in place of a ref. */
  iid?: number | undefined;
  variables?: readonly PipelineVariable[] | undefined;
}

export interface PipelineVariable {
  key: string;
  value: string;
  type?: "env_var" | "file" | undefined;
}

/** What was there before a pipeline was asked for. */
interface Before {
  /** The newest pipeline's id; 0 where there was none. */
  newest: number;
  /** The commit that the ref led to; merge requests may run on one that GitLab makes for it. */
  sha?: string | undefined;
}

/** As long as an idempotency key lives. */
const KEEP_MS = 24 * 3_600_000;
/** Rows that are looked through, and those of them that are looked at. */
const MOST_ROWS = 20;
const MOST_CANDIDATES = 5;

/** Notes what is there, so that a pipeline whose answer is lost can be told from others. The first try's word stands. */
export async function noteBefore(asked: NewPipeline, { client, notes, startedAtMs }: GitlabContext): Promise<void> {
  const key = noteOf(asked, startedAtMs);
  if ((await notes.find<Before>(key)) !== undefined) return;
  const { project, ref, iid } = asked;
  const [{ rows }, commit] = await Promise.all([
    list<UpstreamPipeline>(
      iid === undefined
        ? client.pipelines.all(project, { perPage: 1 })
        : client.mergeRequests.allPipelines(project, iid, { perPage: 1 }),
    ),
    ref === undefined ? undefined : one<{ id: string }>(client.commits.show(project, ref)),
  ]);
  notes.put(key, { newest: rows[0]?.id ?? 0, sha: commit?.id } satisfies Before, KEEP_MS);
}

/**
 * The pipeline that a lost try has started; undefined where none is new that could be it.
 *
 * @throws ToolError `upstream_timeout` with the candidates, where it is not clear which of them it is.
 */
export async function findStarted(
  asked: NewPipeline,
  { client, connection, notes, startedAtMs }: GitlabContext,
): Promise<UpstreamPipeline | undefined> {
  const before = await notes.find<Before>(noteOf(asked, startedAtMs));
  const username = await myName(client, connection);
  const { rows } = await list<UpstreamPipeline>(
    asked.iid === undefined
      ? client.pipelines.all(asked.project, { ref: asked.ref, username, source: "api", perPage: MOST_ROWS } as never)
      : client.mergeRequests.allPipelines(asked.project, asked.iid, { perPage: MOST_ROWS }),
  );
  const fresh = rows
    .filter((row) => asked.iid === undefined || row.source === "merge_request_event")
    .filter((row) => (before === undefined ? isRecent(row.created_at) : row.id > before.newest));
  const fits = await Promise.all(
    fresh.slice(0, MOST_CANDIDATES).map(async (row) => {
      const fitting = asked.iid === undefined ? hasVariables(client, asked, row) : isOf(client, asked, row, username);
      return (await fitting) ? [row] : [];
    }),
  );
  const candidates = [...fits.flat(), ...fresh.slice(MOST_CANDIDATES)];
  const sure = candidates.filter(({ sha }) => before !== undefined && (before.sha ?? sha) === sha);
  if (candidates.length === 0 || sure.length === 1) return sure[0];
  throw unclear(sure.length > 0 ? sure : candidates);
}

/** Whether it runs with just these variables; where GitLab does not tell, it may. */
async function hasVariables(
  client: GitlabClient,
  { project, variables = [] }: NewPipeline,
  { id }: UpstreamPipeline,
): Promise<boolean> {
  const asked = list<{ key: string; value?: string | null; variable_type?: string | null }>(
    client.pipelines.allVariables(project, id),
  );
  const known = await unlessStatus(asked, 403, 404);
  if (known === undefined) return true;
  const given = known.rows.map(({ key, value, variable_type: type }) => lineOf(key, value, type));
  return sameLines(
    given,
    variables.map(({ key, value, type }) => lineOf(key, value, type)),
  );
}

const lineOf = (key: string, value: string | null | undefined, type: string | null | undefined) =>
  JSON.stringify([key, value ?? "", type ?? "env_var"]);

const sameLines = (a: readonly string[], b: readonly string[]) => a.toSorted().join() === b.toSorted().join();

/** Whether that person has started it: lists of a merge request's pipelines do not say. */
async function isOf(client: GitlabClient, { project }: NewPipeline, row: UpstreamPipeline, username: string) {
  // Those of a fork run there.
  const place = row.project_id ?? project;
  const shown = await unlessStatus(one<UpstreamPipeline>(client.pipelines.show(place, row.id)), 403, 404);
  return (shown?.user?.username ?? username) === username;
}

/** The try's own place: its start names it. */
function noteOf({ project, ref, iid }: NewPipeline, startedAtMs: number): string {
  return `pipeline-before/${startedAtMs}/${project}/${ref ?? `!${iid}`}`;
}

function unclear(candidates: readonly UpstreamPipeline[]): ToolError {
  const ids = candidates.map(({ id }) => id);
  return new ToolError(
    "upstream_timeout",
    `GitLab's answer was lost, and the pipeline may be ${ids.length === 1 ? "this one" : "one of these"}: ${ids.join(", ")}. Look at them with get_pipeline; take a new idempotency_key only if none is it.`,
    { details: { candidates: candidates.map(({ id, web_url: url }) => ({ pipeline_id: id, url: url ?? undefined })) } },
  );
}
