import { defineResource, numberText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { one } from "../client/one.ts";
import { readBridges, readJobs } from "../client/pipelines.ts";
import { toJobRow, toPipelineRow, type UpstreamPipeline } from "../shape/pipeline.ts";
import { projectVariable } from "../shape/variables.ts";

export const pipeline = defineResource({
  name: "pipeline",
  toolset: "ci",
  title: "Pipeline",
  description: "A pipeline with its jobs and those that it started elsewhere",
  uri: "gitlab://projects/{project}/pipelines/{pipeline_id}",
  mimeType: "application/json",
  params: z.object({ ...projectVariable, pipeline_id: numberText("Pipeline") }),
  scopes: ["read_api"],
  ttlMs: 30_000,
  subscribe: true,
  async read({ project, pipeline_id: id }, { client }: GitlabReadContext) {
    const [row, jobs, bridges] = await Promise.all([
      one<UpstreamPipeline>(client.pipelines.show(project, id)),
      readJobs(client, project, id),
      readBridges(client, project, id),
    ]);
    const facts = {
      ...toPipelineRow(row),
      yaml_errors: row.yaml_errors ?? undefined,
      jobs: jobs.map(toJobRow),
      bridges: bridges.map(({ name, status, downstream_pipeline: child }) => ({
        name,
        status,
        pipeline_id: child?.id,
      })),
    };
    return { text: JSON.stringify(facts, undefined, 2) };
  },
});
