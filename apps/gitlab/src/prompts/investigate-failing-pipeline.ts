import { attached, DATA_ONLY, definePrompt, numberText, type PromptContext, said, ToolError } from "@fairlead/core";
import { z } from "zod";
import { chooseJobs } from "../client/choose-jobs.ts";
import { findJobs } from "../client/find-jobs.ts";
import type { GitlabClient } from "../client/gitlab-client.ts";
import { readJobLogs } from "../client/read-job-logs.ts";
import { jobLogsText } from "../shape/job-logs-text.ts";
import { projectVariable } from "../shape/variables.ts";
import { homeOf } from "./home-of.ts";

type Context = PromptContext<GitlabClient>;

export const investigateFailingPipeline = definePrompt({
  name: "investigate_failing_pipeline",
  toolset: "ci",
  title: "Investigate a failing pipeline",
  description: "Reads why the jobs of a merge request or pipeline failed, and ends in a preview of the fix",
  arguments: z.object({
    ...projectVariable,
    iid: numberText("Merge request iid").optional().describe("Merge request, or pipeline_id"),
    pipeline_id: numberText("Pipeline").optional().describe("Pipeline, or iid"),
  }),
  scopes: ["read_api"],
  async run({ project, iid, pipeline_id }, context: Context) {
    if ((iid === undefined) === (pipeline_id === undefined)) {
      throw new ToolError("invalid_input", "Name a merge request by iid or a pipeline by pipeline_id.");
    }
    const home = homeOf(project);
    const [merge, logs] = await Promise.all([
      iid === undefined ? undefined : context.embed(`${home}/merge_requests/${iid}`),
      readFailures(project, { iid, pipeline_id }, context),
    ]);
    const what = iid === undefined ? `pipeline ${pipeline_id} of ${project}` : `merge request ${project}!${iid}`;
    return [
      ...(merge ? [said(merge)] : []),
      ...logs.map((log) => attached(`${home}/jobs/${log.job_id}/log`, jobLogsText({ jobs: [log] }))),
      said(taskOf(what, logs.length)),
    ];
  },
});

async function readFailures(
  project: string,
  target: { iid: number | undefined; pipeline_id: number | undefined },
  { client, budget }: Context,
) {
  const mode = "failures";
  const { jobs } = await findJobs(client, project, target, { mayRead: () => false });
  const { read } = chooseJobs(jobs, { mode, job_name: undefined, named: false });
  const request = { mode, lines: 0, context_lines: 0 } as const;
  return readJobLogs(client, read, request, { budgetTokens: budget, progress: () => {} });
}

function taskOf(what: string, logs: number): string {
  const evidence = logs === 0 ? "No job of it has failed" : "What its failed jobs say in their logs is attached";
  return `Find out why ${what} is red. ${evidence}. ${DATA_ONLY}

1. Name the first real error, with job, file and line: get_job_log reads around it (mode range or grep, by job_id).
2. Read the code it points at with get_file_contents at the head's sha, and what changed with get_merge_request_diffs.
3. Say what the cause is, how sure you are, and what would prove it. A lost machine or a flaky test is an answer too.

Where the cause is in the code, end in one call of push_files with dry_run: true on the source branch: the smallest change that mends it, with expected_head_sha. Show me the preview and wait: I decide whether it is sent without dry_run.`;
}
