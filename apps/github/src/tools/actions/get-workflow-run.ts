import { countTokens, defineTool, facetEnds, facetOf, outputOf, page } from "@fairlead/core";
import { z } from "zod";
import { readFacets } from "../../client/request/facets.ts";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { refuseWhenScarce } from "../../client/request/refuse-when-scarce.ts";
import type { RepositoryName } from "../../client/repos/repositories.ts";
import { runFacets } from "../../client/actions/run-facets.ts";
import { readRun } from "../../client/actions/workflow-runs.ts";
import { facets, repository } from "../../shape/fields.ts";
import { AnnotationRow, JobRow } from "../../shape/job.ts";
import { toWorkflowRunRow, WorkflowRunRow } from "../../shape/workflow-run.ts";

const Artifact = z.object({
  artifact_id: z.int(),
  name: z.string(),
  size: z.int(),
  expired: z.boolean(),
  created_at: z.string().optional(),
});

const Usage = z.object({ runner: z.string(), billable_s: z.int(), jobs: z.int() });

const PendingDeployment = z.object({
  environment: z.string(),
  can_approve: z.boolean(),
  wait_minutes: z.int(),
  reviewers: z.array(z.string()),
});

const Run = outputOf({
  ...WorkflowRunRow.shape,
  title: z.string().optional(),
  actor: z.string().optional(),
  created_at: z.string(),
  jobs: facetOf(JobRow),
  artifacts: facetOf(Artifact),
  annotations: facetOf(AnnotationRow),
  usage: facetOf(Usage),
  pending_deployments: facetOf(PendingDeployment),
  ...facetEnds,
});

export const getWorkflowRun = defineTool({
  name: "get_workflow_run",
  title: "Get workflow run",
  description:
    "One run with its jobs and the steps they failed in; on request artifacts, annotations, usage, approvals.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    run_id: z.int().min(1).describe("Run"),
    attempt: z.int().min(1).optional().describe("Earlier attempt"),
    include: facets("jobs", "artifacts", "annotations", "usage", "pending_deployments"),
    ...page,
  }),
  output: Run,
  async run({ owner, repo, run_id, attempt, include = ["jobs"], limit, cursor }, { client, budget }: GithubContext) {
    const name = { owner, repo };
    const { run, headers } = await readRun(client, name, run_id, attempt);
    refuseWhenScarce(headers, include);
    const head = {
      ...toWorkflowRunRow(run),
      title: run.display_title,
      actor: run.actor?.login,
      created_at: run.created_at,
    };
    const usage = include.includes("usage") ? await readUsage(client, name, run_id) : undefined;
    const taken = countTokens(JSON.stringify([head, usage]));
    const readers = runFacets(client, name, { runId: run_id, attempt });
    const read = await readFacets(readers, include, { limit, cursor }, { tokens: budget, taken });
    return { ...head, usage, ...read };
  },
});

/** What a run is billed for, by kind of runner. */
async function readUsage(client: GithubClient, name: RepositoryName, runId: number) {
  const { data } = await client.rest.actions.getWorkflowRunUsage({ ...name, run_id: runId });
  return Object.entries(data.billable).flatMap(([runner, billed]) =>
    billed ? [{ runner: runner.toLowerCase(), billable_s: Math.round(billed.total_ms / 1000), jobs: billed.jobs }] : [],
  );
}
