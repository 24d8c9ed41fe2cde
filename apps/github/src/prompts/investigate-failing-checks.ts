import {
  attached,
  DATA_ONLY,
  definePrompt,
  numberText,
  type PromptContext,
  type PromptMessage,
  said,
  ToolError,
} from "@fairlead/core";
import { z } from "zod";
import { chooseJobs } from "../client/actions/choose-jobs.ts";
import { findJobs } from "../client/actions/find-jobs.ts";
import type { GithubClient } from "../client/github-client.ts";
import { readJobLogs } from "../client/actions/read-job-logs.ts";
import type { RepositoryName } from "../client/repos/repositories.ts";
import type { JobLog } from "../shape/job-log.ts";
import { jobLogsText } from "../shape/job-logs-text.ts";
import { repositoryVariables } from "../shape/variables.ts";

type Context = PromptContext<GithubClient>;

export const investigateFailingChecks = definePrompt({
  name: "investigate_failing_checks",
  toolset: "actions",
  title: "Investigate failing checks",
  description: "Reads why the jobs of a pull request or run failed, and ends in a preview of the fix",
  arguments: z.object({
    ...repositoryVariables,
    number: numberText("Pull request number").optional().describe("Pull request, or run_id"),
    run_id: numberText("Run").optional().describe("Run, or number"),
  }),
  scopes: ["repo"],
  async run({ owner, repo, number, run_id }, context: Context) {
    if ((number === undefined) === (run_id === undefined)) {
      throw new ToolError("invalid_input", "Name a pull request by number or a run by run_id.");
    }
    const home = `github://repos/${owner}/${repo}`;
    const [pull, logs] = await Promise.all([
      number === undefined ? undefined : context.embed(`${home}/pulls/${number}`),
      readFailures({ owner, repo }, { number, run_id }, context),
    ]);
    const what = number === undefined ? `run ${run_id} of ${owner}/${repo}` : `pull request ${owner}/${repo}#${number}`;
    return [
      ...(pull ? [said(pull)] : []),
      ...logs.map((log) => logMessage(home, log)),
      said(taskOf(what, logs.length)),
    ];
  },
});

async function readFailures(
  name: RepositoryName,
  target: { number: number | undefined; run_id: number | undefined },
  { client, budget }: Context,
) {
  const mode = "failures";
  const found = await findJobs(client, name, target);
  const { read } = chooseJobs(found, { mode, job_name: undefined }, false);
  const request = { mode, lines: 0, context_lines: 0 } as const;
  return readJobLogs(client, name, read, request, { budgetTokens: budget, progress: () => {} });
}

/** What was found in a log, under the log's own URI. */
function logMessage(home: string, log: JobLog): PromptMessage {
  return attached(`${home}/actions/jobs/${log.job_id}/log`, jobLogsText({ jobs: [log] }));
}

function taskOf(what: string, logs: number): string {
  const evidence = logs === 0 ? "No job of it has failed" : "What its failed jobs say in their logs is attached";
  return `Find out why the checks of ${what} fail. ${evidence}. ${DATA_ONLY}

1. Name the first real error, with job, file and line: get_job_logs reads around it (mode range or grep, by job_id).
2. Read the code it points at with get_file_contents at the head's sha, and what changed with get_pull_request_diff.
3. Say what the cause is, how sure you are, and what would prove it. A lost machine or a flaky test is an answer too.

Where the cause is in the code, end in one call of push_files with dry_run: true on the head's branch: the smallest change that mends it, with expected_head_sha. Show me the preview and wait: I decide whether it is sent without dry_run.`;
}
