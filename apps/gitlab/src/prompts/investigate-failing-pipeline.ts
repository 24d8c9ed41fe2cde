import { attached, DATA_ONLY, definePrompt, numberText, type PromptContext, said, ToolError } from "@fairlead/core";
import { z } from "zod";
import { chooseJobs, nameOf } from "../client/choose-jobs.ts";
import { readsOf } from "../client/pipeline-home.ts";
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
    const [merge, { logs, beside }] = await Promise.all([
      iid === undefined ? undefined : context.embed(`${home}/merge_requests/${iid}`),
      readFailures(project, { iid, pipeline_id }, context),
    ]);
    const what = iid === undefined ? `pipeline ${pipeline_id} of ${project}` : `merge request ${project}!${iid}`;
    return [
      ...(merge ? [said(merge)] : []),
      ...logs.map((log) =>
        attached(`${homeOf(log.project ?? project)}/jobs/${log.job_id}/log`, jobLogsText({ jobs: [log] })),
      ),
      ...(beside.text === "" ? [] : [attached(`${home}/pipelines/${beside.pipeline}`, beside.text)]),
      said(taskOf(what, logs.length, beside.text !== "")),
    ];
  },
});

/** What the logs of failed jobs say, and what of a failure stands in no log: wrong configuration, a lost log, a bridge. */
async function readFailures(
  project: string,
  target: { iid: number | undefined; pipeline_id: number | undefined },
  context: Context,
) {
  const { client, budget } = context;
  const mode = "failures";
  const found = await findJobs(client, project, target, { mayRead: readsOf(context), failures: true });
  const { read } = chooseJobs(found.jobs, { mode, job_name: undefined, named: false });
  const request = { mode, lines: 0, context_lines: 0 } as const;
  const logs = readJobLogs(client, read, request, { budgetTokens: budget, progress: () => {} });
  const gone: string[] = [];
  const told = await logs.catch((error: unknown) => {
    if (!(error instanceof ToolError) || error.code !== "not_found") throw error;
    gone.push(`${read.map(nameOf).join(", ")}: ${error.message}`);
    return [];
  });
  const yaml = found.pipeline?.yaml_errors;
  const wrong = yaml ? [`The CI configuration is wrong: ${yaml}`] : [];
  const bridges = found.bridges.map(({ bridge, why }) => `${bridge.name}: ${why}`);
  return {
    logs: told,
    beside: { pipeline: found.pipeline?.id, text: [...wrong, ...gone, ...bridges].join("\n").slice(0, LONGEST) },
  };
}

/** What is attached beside logs, in characters. */
const LONGEST = 4_000;

function taskOf(what: string, logs: number, beside: boolean): string {
  const evidence = [
    ...(logs > 0 ? ["What its failed jobs say in their logs is attached"] : beside ? [] : ["No job of it has failed"]),
    ...(beside ? ["What failed without a log is attached"] : []),
  ];
  return `Find out why ${what} is red. ${evidence.join(". ")}. ${DATA_ONLY}

1. Name the first real error, with job, file and line: get_job_log reads around it (mode range or grep, by job_id).
2. Read the code it points at with get_file_contents at the head's sha, and what changed with get_merge_request_diffs.
3. Say what the cause is, how sure you are, and what would prove it. A lost machine or a flaky test is an answer too.

Where the cause is in the code, end in one call of push_files with dry_run: true on the source branch: the smallest change that mends it, with expected_head_sha. Show me the preview and wait: I decide whether it is sent without dry_run.`;
}
