import { defineTool, facetOf, facets, gitRef, outputOf } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readsOf } from "../../client/pipeline-home.ts";
import { readBridges, readJobs, readPipeline, refuseUnclear } from "../../client/pipelines.ts";
import { readTestReport } from "../../client/test-report.ts";
import { mergeIid, objectNumber, project } from "../../shape/fields.ts";
import { JobRow, pipelineRow, toJobRow, toPipelineRow } from "../../shape/pipeline.ts";

const BridgeRow = z.object({
  name: z.string(),
  status: z.string(),
  downstream_project_id: z.int().optional(),
  downstream_pipeline_id: z.int().optional(),
});

const Report = z.object({
  total: z.int(),
  failed: z.array(
    z.object({
      job: z.string().optional(),
      name: z.string(),
      file: z.string().optional(),
      message: z.string().optional(),
    }),
  ),
});

export const getPipeline = defineTool({
  name: "get_pipeline",
  title: "Get pipeline",
  description: "One pipeline, or the newest of a ref or merge request, with its jobs; on request bridges, test report.",
  access: "read",
  scopes: ["read_api"],
  input: z.object({
    project,
    pipeline_id: objectNumber.optional().describe("Pipeline; else one of:"),
    ref: gitRef.optional(),
    iid: mergeIid.optional(),
    include: facets("jobs", "bridges", "test_report"),
    job_status: z.enum(["failed", "running", "success", "canceled", "manual", "pending"]).optional().describe("Only"),
  }),
  output: outputOf({
    ...pipelineRow,
    /** Where it runs, if elsewhere. */
    project: z.string().optional(),
    yaml_errors: z.string().optional(),
    user: z.string().optional(),
    jobs: facetOf(JobRow),
    bridges: facetOf(BridgeRow),
    test_report: Report.meta({ properties: undefined }).optional(),
  }),
  async run({ project: name, include = ["jobs"], job_status, ...target }, context: GitlabContext) {
    const { client } = context;
    refuseUnclear(target, ["pipeline_id", "ref", "iid"]);
    const placed = await readPipeline(client, name, target, readsOf(context));
    const { pipeline: row, project: home, elsewhere } = placed;
    const [jobs, bridges, report] = await Promise.all([
      include.includes("jobs") ? readJobs(client, home, row.id, job_status && [job_status]) : undefined,
      include.includes("bridges") ? readBridges(client, home, row.id) : undefined,
      include.includes("test_report") ? readTestReport(client, home, row.id) : undefined,
    ]);
    return {
      ...toPipelineRow(row),
      project: elsewhere ? home : undefined,
      yaml_errors: row.yaml_errors ?? undefined,
      user: row.user?.username,
      jobs: jobs?.map(toJobRow),
      bridges: bridges?.map((bridge) => ({
        name: bridge.name,
        status: bridge.status,
        downstream_project_id: bridge.downstream_pipeline?.project_id ?? undefined,
        downstream_pipeline_id: bridge.downstream_pipeline?.id,
      })),
      test_report: report,
    };
  },
});
