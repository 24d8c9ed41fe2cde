import { setImmediate as nextTurn } from "node:timers/promises";
import { countTokens, ToolError, type ProgressStep } from "@fairlead/core";
import { readJobLog, type LogRequest as DomainRequest, type LogSource } from "@fairlead/domain/ci-log";
import type { JobLog } from "../shape/job-log.ts";
import type { FoundJob } from "./find-jobs.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { GitlabHttpError } from "./http-error.ts";
import { joinTests, reportedTests, suiteName } from "./reported-tests.ts";
import type { TestReport } from "./test-report.ts";

/** What is wanted of logs. */
export interface LogRequest extends Omit<DomainRequest, "mode"> {
  mode: "failures" | "tail" | "range" | "grep" | "sections";
  section?: string | undefined;
}

/** Logs that are read at once. */
const AT_ONCE = 4;

/**
 * Reads the logs of several jobs, each within an equal share of the budget. One without a log says so in its note.
 *
 * @param options.report Failed tests, as the pipeline's reports tell them.
 * @param options.reportOf The project that the report is of.
 * @throws ToolError `not_found` where none of them has a log.
 */
export async function readJobLogs(
  client: GitlabClient,
  jobs: readonly FoundJob[],
  request: LogRequest,
  {
    budgetTokens,
    progress,
    report,
    reportOf,
  }: {
    budgetTokens: number;
    progress: (step: ProgressStep) => void;
    report?: TestReport | undefined;
    reportOf?: string | undefined;
  },
): Promise<JobLog[]> {
  const share = Math.floor(budgetTokens / Math.max(1, jobs.length));
  const names = jobs.map(({ job }) => job.name);
  const reportedOf = ({ job, project }: FoundJob) =>
    project === reportOf ? reportedTests(report, suiteName(report, job.name, names), share) : [];
  const read: { log: JobLog; missing: ToolError | undefined }[] = [];
  for (let from = 0; from < jobs.length; from += AT_ONCE) {
    const some = jobs.slice(from, from + AT_ONCE);
    read.push(
      ...(await Promise.all(some.map((job) => readOne(client, job, request, { share, reported: reportedOf(job) })))),
    );
    progress({ done: read.length, total: jobs.length, message: "logs read" });
  }
  const missing = read.flatMap((one) => one.missing ?? []);
  const nothing =
    missing.length === jobs.length && read.every(({ log }) => log.tests === undefined && log.class === undefined);
  if (missing[0] && nothing) throw missing[0];
  return read.map(({ log }) => log);
}

async function readOne(
  client: GitlabClient,
  found: FoundJob,
  { section, ...request }: LogRequest,
  { share, reported }: { share: number; reported: NonNullable<JobLog["tests"]> },
) {
  const { job, project, elsewhere } = found;
  const taken = reported.length === 0 ? 0 : countTokens(JSON.stringify(reported));
  const head = { job_id: job.id, name: job.name, project: elsewhere ? project : undefined };
  try {
    const source = await openTrace(client, found);
    const mode = request.mode === "sections" ? "steps" : request.mode;
    const told = await readJobLog(source, { failedStep: section }, { ...request, mode }, share - taken);
    const { step, steps, class: kind, tests: logged, ...rest } = told;
    const tests = joinTests(reported, logged);
    return {
      log: {
        ...head,
        section: step,
        sections: steps,
        class: kind && (classOf(job.failure_reason) ?? kind),
        tests,
        ...rest,
      },
      missing: undefined,
    };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== "not_found") throw error;
    const tests = joinTests(reported);
    return { log: { ...head, class: classOf(job.failure_reason), tests, note: error.message }, missing: error };
  }
}

/** What GitLab itself says of a failure is surer than what a log looks like. */
const CLASSES: Readonly<Record<string, string>> = {
  runner_system_failure: "infra",
  stuck_or_timeout_failure: "infra",
  api_failure: "infra",
  data_integrity_failure: "infra",
  ci_quota_exceeded: "infra",
  job_execution_timeout: "timeout",
  missing_dependency_failure: "dependency",
  insufficient_bridge_permissions: "permission",
  unmet_prerequisites: "config",
  downstream_bridge_project_not_found: "config",
};

/** The class of a failure by GitLab's reason for it; undefined for one that says no more than that it failed. */
export function classOf(failureReason: string | null | undefined): string | undefined {
  return CLASSES[failureReason ?? ""];
}

/**
 * Opens a job's log as a stream that has to be read or cancelled.
 *
 * @throws ToolError `not_found` for a log that was erased, or is not there yet.
 */
export async function openTrace(client: GitlabClient, { job, project }: FoundJob): Promise<LogSource> {
  const endpoint = `projects/${encodeURIComponent(project)}/jobs/${job.id}/trace`;
  try {
    const { body } = await client.send.get(endpoint, { asStream: true });
    const pieces = body ? (body as ReadableStream<Uint8Array>)[Symbol.asyncIterator]() : emptyLog();
    const first = await pieces.next();
    if (first.done !== true) return inTurns(first.value, pieces);
  } catch (error) {
    if (error instanceof GitlabHttpError && error.status === 404) throw noLog();
    throw error;
  }
  // Of a job that is over, GitLab answers for a log that is gone with an empty one.
  if (OVER.has(job.status)) throw noLog();
  return emptyLog();
}

const OVER = new Set(["success", "failed", "canceled"]);

/** Lets others run between the pieces of a log: looking through megabytes at a stretch would hold up every other call. */
async function* inTurns(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    let piece: IteratorResult<Uint8Array> = { value: first };
    while (piece.done !== true) {
      yield piece.value;
      await nextTurn();
      piece = await rest.next();
    }
  } finally {
    await rest.return?.();
  }
}

async function* emptyLog(): AsyncGenerator<Uint8Array, undefined> {}

function noLog(): ToolError {
  return new ToolError(
    "not_found",
    "The log was erased, has expired or was never written: see the test report with get_pipeline, or run the job again.",
  );
}
