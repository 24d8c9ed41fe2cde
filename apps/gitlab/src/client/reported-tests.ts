import { countTokens } from "@fairlead/core";
import type { JobLog } from "../shape/job-log.ts";
import type { TestReport } from "./test-report.ts";

type Tests = NonNullable<JobLog["tests"]>;

/** Of a job's share, what the report's cases may take: the log says why they failed. */
const PART = 0.4;

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
