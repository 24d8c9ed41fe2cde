import { ToolError, type ProgressStep } from "@fairlead/core";
import type { JobLog } from "../../shape/job-log.ts";
import type { GithubClient } from "../github-client.ts";
import { openJobLog } from "./job-log-stream.ts";
import { stepNamed } from "./job-steps.ts";
import type { Job } from "./jobs.ts";
import { readJobLog, type LogRequest } from "./read-job-log.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Logs that are read at once. */
const AT_ONCE = 4;

/**
 * Reads the logs of several jobs, each within an equal share of the budget. One without a log says so in its note.
 *
 * @throws ToolError `not_found` where none of them has a log.
 */
export async function readJobLogs(
  client: GithubClient,
  name: RepositoryName,
  jobs: readonly Job[],
  request: LogRequest,
  { budgetTokens, progress }: { budgetTokens: number; progress: (step: ProgressStep) => void },
): Promise<JobLog[]> {
  const share = Math.floor(budgetTokens / Math.max(1, jobs.length));
  const read: { log: JobLog; missing: ToolError | undefined }[] = [];
  for (let from = 0; from < jobs.length; from += AT_ONCE) {
    const some = jobs.slice(from, from + AT_ONCE);
    read.push(...(await Promise.all(some.map((job) => readOne(client, name, job, request, share)))));
    progress({ done: read.length, total: jobs.length, message: "logs read" });
  }
  const missing = read.flatMap((one) => one.missing ?? []);
  if (missing[0] && missing.length === jobs.length) throw missing[0];
  return read.map(({ log }) => log);
}

async function readOne(client: GithubClient, name: RepositoryName, job: Job, request: LogRequest, share: number) {
  const head = { job_id: job.id, name: job.name };
  try {
    // Before the log is opened: a stream that nobody reads would hold its socket.
    if (request.step !== undefined) stepNamed(job, request.step);
    const source = await openJobLog(client, name, job);
    return { log: { ...head, ...(await readJobLog(source, job, request, share)) }, missing: undefined };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "not_found") throw error;
    return { log: { ...head, note: error.message }, missing: error };
  }
}
