import { defineTool, listUpTo } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { eachJob } from "../../client/job-actions.ts";
import { one } from "../../client/one.ts";
import { readJobs } from "../../client/pipelines.ts";
import { objectNumber, project } from "../../shape/fields.ts";
import type { UpstreamJob, UpstreamPipeline } from "../../shape/pipeline.ts";

const Retried = z.object({
  old_id: z.int().optional(),
  new_id: z.int().optional(),
  name: z.string().optional(),
  error: z.string().optional(),
});

export const retryPipeline = defineTool({
  name: "retry_pipeline",
  title: "Retry pipeline",
  description: "Run failed and cancelled jobs again, or only some.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    pipeline_id: objectNumber.describe("Pipeline"),
    job_ids: listUpTo(20, objectNumber).optional().describe("Only these"),
  }),
  output: z.object({ status: z.string(), jobs: z.array(Retried) }),
  async run({ project: name, pipeline_id: id, job_ids: only = [] }, { client, preview }: GitlabContext) {
    const before = await readJobs(client, name, id);
    const over = before.filter(({ status }) => status === "failed" || status === "canceled");
    preview({ before: { jobs: (only.length > 0 ? only : over.map((job) => job.id)).map(String) } });
    if (only.length > 0) {
      const results = await eachJob(only, (jobId) => one<UpstreamJob>(client.jobs.retry(name, jobId)));
      const { status } = await one<UpstreamPipeline>(client.pipelines.show(name, id));
      return {
        status,
        jobs: results.map(({ job_id: old_id, new_id, name: job, error }) => ({ old_id, new_id, name: job, error })),
      };
    }
    const { status } = await one<UpstreamPipeline>(client.pipelines.retry(name, id));
    const after = await readJobs(client, name, id);
    const known = new Set(before.map((job) => job.id));
    const fresh = after.filter((job) => !known.has(job.id));
    const oldOf = (job: UpstreamJob) => over.find((old) => old.name === job.name)?.id;
    return { status, jobs: fresh.map((job) => ({ old_id: oldOf(job), new_id: job.id, name: job.name })) };
  },
});
