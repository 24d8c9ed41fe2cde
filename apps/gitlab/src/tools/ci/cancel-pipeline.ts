import { defineTool, listUpTo, present } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { eachJob } from "../../client/job-actions.ts";
import { one } from "../../client/one.ts";
import { readJobs } from "../../client/pipelines.ts";
import { objectNumber, project } from "../../shape/fields.ts";
import type { UpstreamJob, UpstreamPipeline } from "../../shape/pipeline.ts";

const Cancelled = z.object({
  job_id: z.int(),
  name: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
});

const UNFINISHED = new Set(["created", "waiting_for_resource", "preparing", "pending", "scheduled", "running"]);

export const cancelPipeline = defineTool({
  name: "cancel_pipeline",
  title: "Cancel pipeline",
  description: "Cancel a pipeline, or only some of its jobs. GitLab does it in the background.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project,
    pipeline_id: objectNumber.describe("Pipeline"),
    job_ids: listUpTo(20, objectNumber).optional().describe("Only these"),
    force: z.boolean().optional().describe("Those that hang"),
  }),
  output: z.object({ status: z.string(), jobs: z.array(Cancelled) }),
  async run({ project: name, pipeline_id: id, job_ids: only = [], force }, { client, preview }: GitlabContext) {
    const before = await readJobs(client, name, id);
    const running = before.filter(({ status }) => UNFINISHED.has(status) || (force === true && status === "canceling"));
    const meant = only.length > 0 ? only : running.map((job) => job.id);
    preview({ before: { jobs: meant.map(String) } });
    // GitLab forces jobs, and no pipeline.
    if (only.length > 0 || (force === true && meant.length > 0)) {
      const jobs = await eachJob(meant, (jobId) =>
        one<UpstreamJob>(client.jobs.cancel(name, jobId, present({ force }) as never)),
      );
      const { status } = await one<UpstreamPipeline>(client.pipelines.show(name, id));
      return {
        status,
        jobs: jobs.map(({ job_id, name: job, status: now, error }) => ({ job_id, name: job, status: now, error })),
      };
    }
    const { status } = await one<UpstreamPipeline>(client.pipelines.cancel(name, id));
    const stopped = new Set(running.map((job) => job.id));
    const after = (await readJobs(client, name, id)).filter((job) => stopped.has(job.id));
    return { status, jobs: after.map((job) => ({ job_id: job.id, name: job.name, status: job.status })) };
  },
});
