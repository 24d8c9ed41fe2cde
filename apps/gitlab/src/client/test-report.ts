import type { GitlabClient, GitlabContext } from "./gitlab-client.ts";
import { one } from "./one.ts";
import { unlessStatus } from "./unless-status.ts";

interface Report {
  total_count?: number | null;
  failed_count?: number | null;
  error_count?: number | null;
  test_suites?:
    | {
        /** The job's. */
        name?: string | null;
        test_cases?:
          | {
              status: string;
              name: string;
              file?: string | null;
              classname?: string | null;
              system_output?: unknown;
            }[]
          | null;
      }[]
    | null;
}

export interface TestReport {
  total: number;
  failed: { job?: string | undefined; name: string; file?: string | undefined; message?: string | undefined }[];
}

/** What is shown of a case's output. */
const LONGEST = 400;
const MOST_CASES = 50;

/** The failed cases that a pipeline's reports name; undefined where it has none. */
export async function readTestReport(
  client: GitlabClient,
  project: string,
  pipelineId: number,
): Promise<TestReport | undefined> {
  const report = await unlessStatus(one<Report>(client.pipelines.showTestReport(project, pipelineId)), 403, 404);
  if (!report || (report.total_count ?? 0) === 0) return undefined;
  const cases =
    report.test_suites?.flatMap(({ name, test_cases: rows }) => rows?.map((row) => ({ ...row, job: name })) ?? []) ??
    [];
  const failed = cases
    .filter(({ status }) => status === "failed" || status === "error")
    .slice(0, MOST_CASES)
    .map((row) => ({
      job: row.job ?? undefined,
      name: row.name,
      file: row.file ?? undefined,
      message: typeof row.system_output === "string" ? row.system_output.slice(0, LONGEST) : undefined,
    }));
  return { total: report.total_count ?? 0, failed };
}

/** The same where it only adds to what is told: GitLab may take too long to put a large one together. */
export async function readReportIfAny(
  { client, signal }: Pick<GitlabContext, "client" | "signal">,
  project: string,
  pipelineId: number,
): Promise<TestReport | undefined> {
  return readTestReport(client, project, pipelineId).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
}
