import { countTokens } from "@fairlead/core";
import type { JobLog } from "../shape/job-log.ts";
import type { TestReport } from "./test-report.ts";

type Tests = NonNullable<JobLog["tests"]>;

/** Of a job's share, what the report's cases may take: the log says why they failed. */
const PART = 0.4;

/** What GitLab calls the suite of a job that runs in several parts, such as `test 2/5`; a matrix keeps its names. */
function suiteOf(job: string): string {
  return job.replace(/(?:[\s:]+\d+[\s:/\\]+\d+)+\s*$/, "");
}

/**
 * Under which name the report has a job's cases: its own or, where it is the only part that is looked at, its suite's.
 *
 * @param jobs The names of all that are looked at.
 */
export function suiteName(report: TestReport | undefined, job: string, jobs: readonly string[]): string {
  const suite = suiteOf(job);
  const isAlone = jobs.filter((other) => suiteOf(other) === suite).length === 1;
  return isAlone && report?.failed.every(({ job: of }) => of !== job) === true ? suite : job;
}

/**
 * The failed cases that the pipeline's report has of a job, the first ones that fit.
 *
 * @param share Tokens of the job.
 */
export function reportedTests(report: TestReport | undefined, job: string, share: number): Tests {
  const cases: Tests = [];
  let left = share * PART;
  for (const { job: of, ...row } of report?.failed ?? []) {
    if (of !== job) continue;
    left -= countTokens(JSON.stringify(row));
    if (left < 0) break;
    cases.push(row);
  }
  return cases;
}

/** What the report has comes first, with the line that the log tells; then what only the log has. */
export function joinTests(reported: Tests, logged: JobLog["tests"] = []): Tests | undefined {
  const isSame = (one: Tests[number], other: Tests[number]) => one.name === other.name;
  const joined = reported.map((row) => ({ ...logged.find((other) => isSame(row, other)), ...row }));
  const all = [...joined, ...logged.filter((row) => !reported.some((other) => isSame(row, other)))];
  return all.length > 0 ? all : undefined;
}
