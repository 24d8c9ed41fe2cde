import { defineTool, listOf, page } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { headOf } from "../../client/actions/find-jobs.ts";
import type { RepositoryName } from "../../client/repos/repositories.ts";
import { listRuns, type RunFilter } from "../../client/actions/workflow-runs.ts";
import { listWorkflows, resolveWorkflow } from "../../client/actions/workflows.ts";
import { facets, gitRef, loginName, objectId, repository, shortText } from "../../shape/fields.ts";
import { toWorkflowRunRow, WorkflowRunRow } from "../../shape/workflow-run.ts";

const STATUSES = [
  "completed",
  "action_required",
  "cancelled",
  "failure",
  "neutral",
  "skipped",
  "stale",
  "success",
  "timed_out",
  "in_progress",
  "queued",
  "requested",
  "waiting",
  "pending",
] as const;

const WHOLE_ID = 40;

const Workflow = z.object({ workflow_id: z.int(), name: z.string(), path: z.string(), state: z.string() });

export const listWorkflowRuns = defineTool({
  name: "list_workflow_runs",
  title: "List workflow runs",
  description: "Recent runs, newest first, by workflow, branch, status; on request the workflows that there are.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    workflow: shortText(255).optional().describe("File, name or id"),
    branch: gitRef.optional().describe("Branch"),
    event: shortText(50).optional().describe("Such as push"),
    status: z.enum(STATUSES).optional().describe("Status or conclusion"),
    actor: loginName.optional().describe("Login"),
    head_sha: objectId.optional().describe("Commit"),
    created: shortText(60).optional().describe("Such as >=2026-11-01"),
    include: facets("workflows"),
    ...page,
  }),
  output: listOf(WorkflowRunRow, { workflows: z.array(Workflow).optional() }),
  async run({ owner, repo, include = [], ...asked }, { client }: GithubContext) {
    const name = { owner, repo };
    const [found, workflows] = await Promise.all([
      findRuns(client, name, asked),
      include.includes("workflows") ? listWorkflows(client, name) : undefined,
    ]);
    return {
      items: found.rows.map(toWorkflowRunRow),
      next_cursor: found.next,
      total: found.total,
      workflows: workflows?.map(({ id, name: title, path, state }) => ({ workflow_id: id, name: title, path, state })),
    };
  },
});

async function findRuns(
  client: GithubClient,
  name: RepositoryName,
  { workflow, head_sha: sha, limit, cursor, ...filter }: RunFilter & { limit: number; cursor?: string | undefined },
) {
  const [file, head] = await Promise.all([
    workflow === undefined ? undefined : resolveWorkflow(client, name, workflow),
    // GitHub takes whole ids only, and finds nothing for the beginning of one.
    sha === undefined || sha.length === WHOLE_ID ? sha : headOf(client, name, { ref: sha }),
  ]);
  return listRuns(client, name, { ...filter, workflow: file, head_sha: head }, { limit, cursor });
}
