import { readJobLog as read, type LogRequest as AnyRequest, type LogSource } from "@fairlead/domain/ci-log";
import type { JobLog } from "../../shape/job-log.ts";
import { stepNamed, stepsOf } from "./job-steps.ts";
import type { Job } from "./jobs.ts";

/** What is wanted of a log. */
export interface LogRequest extends AnyRequest {
  step?: string | undefined;
}

/** Reads a log in one pass, in memory that does not grow with it. */
export function readJobLog(
  source: LogSource,
  job: Job,
  { step, ...request }: LogRequest,
  budgetTokens: number,
): Promise<Omit<JobLog, "job_id" | "name">> {
  const within = step === undefined ? undefined : stepNamed(job, step);
  return read(source, { steps: stepsOf(job), within, failedStep: within?.name }, request, budgetTokens);
}
