import { defineTool, facetOf, gitRef, maxTokens, outputOf, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import { chooseJobs, nameOf } from "../../client/choose-jobs.ts";
import { toldBridges } from "../../client/failed-bridges.ts";
import { readsOf } from "../../client/pipeline-home.ts";
import { findJobs, type FoundJobs } from "../../client/find-jobs.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { refuseUnclear } from "../../client/pipelines.ts";
import { readJobLogs } from "../../client/read-job-logs.ts";
import { readReportIfAny } from "../../client/test-report.ts";
import { mergeIid, objectNumber, project, wholeNumber } from "../../shape/fields.ts";
import { JobLog } from "../../shape/job-log.ts";
import { jobLogsText } from "../../shape/job-logs-text.ts";

const input = z.object({
  project,
  job_id: objectNumber.optional().describe("Job; else one of:"),
  pipeline_id: objectNumber.optional().describe("Pipeline"),
  iid: mergeIid.optional(),
  ref: gitRef.optional(),
  job_name: shortText(255).optional().describe("Job"),
  mode: z.enum(["failures", "tail", "range", "grep", "sections"]).default("failures").describe("What"),
  lines: wholeNumber(1, 2000).default(200).describe("In tail, range"),
  from_line: objectNumber.optional().describe("First line"),
  to_line: objectNumber.optional().describe("Last line"),
  pattern: shortText(500).optional().describe("Literal text"),
  section: shortText(255).optional().describe("That failed"),
  context_lines: wholeNumber(0, 20).default(3).describe("Around a match"),
  max_tokens: maxTokens,
});

type Asked = Omit<z.output<typeof input>, "project">;

/** What everything but logs takes, in tokens: of the result, and of each job. */
const AROUND = { result: 120, job: 60 };

export const getJobLog = defineTool({
  name: "get_job_log",
  title: "Get job log",
  description: "Why jobs failed: first errors, failed tests. Or a tail, range, search or the sections of their logs.",
  access: "read",
  scopes: ["read_api"],
  input,
  output: outputOf({
    jobs: facetOf(JobLog),
    pipeline_id: z.int().optional(),
    class: z.string().optional(),
    other_jobs: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
  text: ({ class: kind, ...output }) => [...(kind === undefined ? [] : [kind]), jobLogsText(output)].join("\n"),
  async run({ project: name, ...asked }, context: GitlabContext) {
    const { client, budget, progress } = context;
    refuse(asked);
    const { mode, job_name, job_id } = asked;
    const failures = mode === "failures" && job_name === undefined;
    const found = await findJobs(client, name, asked, { mayRead: readsOf(context), failures });
    const pipeline_id = found.pipeline?.id;
    const yaml = found.pipeline?.yaml_errors;
    if (yaml && found.jobs.length === 0) {
      return { pipeline_id, class: "config", jobs: [], note: `the CI configuration is wrong: ${yaml}` };
    }
    const { read, left } = chooseJobs(found.jobs, { mode, job_name, named: job_id !== undefined });
    const budgetTokens = Math.max(0, budget - AROUND.result - AROUND.job * read.length);
    const asksWhy = mode === "failures" && pipeline_id !== undefined && read.length > 0;
    const report = asksWhy ? await readReportIfAny(context, found.project, pipeline_id) : undefined;
    const logs = await readJobLogs(client, read, asked, {
      budgetTokens,
      progress,
      report,
      reportOf: found.project,
    });
    const jobs = [...logs, ...(failures ? toldBridges(found.bridges) : [])];
    return {
      jobs,
      pipeline_id,
      other_jobs: left.length > 0 ? left.map(nameOf) : undefined,
      note: jobs.length === 0 ? nothingFailed(found) : readOn(logs),
    };
  },
});

function refuse(asked: Asked): void {
  refuseUnclear(asked, ["job_id", "pipeline_id", "iid", "ref"]);
  const { mode, pattern, section, from_line = 1, to_line } = asked;
  if (mode === "grep" && (pattern === undefined || pattern === "")) {
    throw new ToolError("invalid_input", "Mode grep needs a pattern: a literal text.");
  }
  if (to_line !== undefined && to_line < from_line) {
    throw new ToolError("invalid_input", "Lines run upwards: to_line is before from_line.");
  }
  if (section !== undefined && mode !== "failures") {
    throw new ToolError("invalid_input", "A section goes with mode failures: sections tells its lines for a range.");
  }
}

function nothingFailed({ pipeline, jobs, bridges }: FoundJobs): string {
  if (pipeline === undefined) return "no pipeline of this head failed: list_pipelines shows them all";
  const [hidden] = bridges;
  if (hidden) return `${hidden.bridge.name} ${hidden.why}`;
  const running = jobs.filter(({ job }) => ["running", "pending", "created"].includes(job.status)).length;
  return running > 0 ? `no job has failed so far, ${running} have not ended` : "no job of this pipeline failed";
}

/** How to read more of these logs: the last line of every result. */
function readOn(jobs: readonly z.input<typeof JobLog>[]): string | undefined {
  if (jobs.length === 0) return undefined;
  const cut = jobs.find(({ next_line }) => next_line !== undefined);
  if (cut) return `go on with job_id ${cut.job_id}, the same mode and from_line ${cut.next_line}`;
  return "read more by job_id with mode range and from_line, tail, grep or sections";
}
