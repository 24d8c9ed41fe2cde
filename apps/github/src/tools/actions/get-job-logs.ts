import { defineTool, facetOf, outputOf, ToolError } from "@fairlead/core";
import { z } from "zod";
import { chooseJobs, nameOf } from "../../client/actions/choose-jobs.ts";
import { findJobs, type FoundJobs, type JobTarget } from "../../client/actions/find-jobs.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { readJobLogs } from "../../client/actions/read-job-logs.ts";
import { gitRef, maxTokens, pullNumber, repository, shortText } from "../../shape/fields.ts";
import { JobLog } from "../../shape/job-log.ts";
import { jobLogsText } from "../../shape/job-logs-text.ts";

/** Limits of numbers are checked and not published, as with `shortText`. */
const upTo = (most: number, least = 1) =>
  z.int().refine((value) => value >= least && value <= most, `is not between ${least} and ${most}`);
const counted = upTo(Number.MAX_SAFE_INTEGER);

const input = z.object({
  ...repository,
  job_id: counted.optional().describe("Job; else one of:"),
  run_id: counted.optional().describe("Run"),
  number: pullNumber.optional(),
  ref: gitRef.optional(),
  job_name: shortText(200).optional().describe("Job"),
  mode: z.enum(["failures", "tail", "range", "grep", "steps"]).default("failures").describe("What"),
  lines: upTo(2000).default(200).describe("In tail, range"),
  from_line: counted.optional().describe("First line"),
  to_line: counted.optional().describe("Last line"),
  pattern: shortText(500).optional().describe("Literal text"),
  step: shortText(200).optional().describe("Step"),
  context_lines: upTo(20, 0).default(3).describe("Around a match"),
  max_tokens: maxTokens,
});

type Input = z.output<typeof input>;

/** What everything but logs takes, in tokens: of the result, and of each job. */
const AROUND = { result: 120, job: 60 };

export const getJobLogs = defineTool({
  name: "get_job_logs",
  title: "Get job logs",
  description: "Why jobs failed: first errors, failed tests. Or a tail, range, search or the steps of their logs.",
  access: "read",
  scopes: ["repo"],
  input,
  output: outputOf({
    jobs: facetOf(JobLog),
    run_id: z.int().optional(),
    attempt: z.int().optional(),
    other_jobs: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
  text: jobLogsText,
  async run({ owner, repo, ...asked }, { client, budget, progress }: GithubContext) {
    refuseUnclear(asked);
    const name = { owner, repo };
    const target: JobTarget = asked;
    const found = await findJobs(client, name, target);
    const { read, left } = chooseJobs(
      found,
      { mode: asked.mode, job_name: asked.job_name },
      asked.job_id !== undefined,
    );
    const budgetTokens = Math.max(0, budget - AROUND.result - AROUND.job * read.length);
    const jobs = await readJobLogs(client, name, read, asked, { budgetTokens, progress });
    return {
      jobs,
      run_id: found.runId,
      attempt: found.attempt,
      other_jobs: left.length > 0 ? left.map(nameOf) : undefined,
      note: [...otherRuns(found), jobs.length === 0 ? nothingFailed(found) : readOn(jobs)].join("; "),
    };
  },
});

function refuseUnclear(asked: Omit<Input, "owner" | "repo">): void {
  const { job_id, run_id, number, ref, mode, pattern, from_line = 1, to_line } = asked;
  if ([job_id, run_id, number, ref].filter((one) => one !== undefined).length !== 1) {
    throw new ToolError("invalid_input", "Name exactly one of job_id, run_id, number and ref.");
  }
  if (mode === "grep" && (pattern === undefined || pattern === "")) {
    throw new ToolError("invalid_input", "Mode grep needs a pattern: a literal text.");
  }
  if (to_line !== undefined && to_line < from_line) {
    throw new ToolError("invalid_input", "Lines run upwards: to_line is before from_line.");
  }
}

function otherRuns({ otherRuns: runs }: FoundJobs): string[] {
  return runs.length === 0
    ? []
    : [`failed as well: ${runs.map(({ id, workflow }) => `run ${id} (${workflow})`).join(", ")}`];
}

function nothingFailed({ runId, jobs }: FoundJobs): string {
  if (runId === undefined) return "no run of this commit failed: list_workflow_runs shows them all";
  if (jobs.length === 0) return "the run ended before any job began: its workflow file may be invalid";
  const running = jobs.filter(({ status }) => status !== "completed").length;
  return running > 0 ? `no job has failed so far, ${running} have not ended` : "no job of this run failed";
}

/** How to read more of these logs: the last line of every result. */
function readOn(jobs: readonly z.input<typeof JobLog>[]): string {
  const cut = jobs.find(({ next_line }) => next_line !== undefined);
  if (cut) return `go on with job_id ${cut.job_id}, the same mode and from_line ${cut.next_line}`;
  return "read more by job_id with mode range and from_line, tail, grep or steps";
}
