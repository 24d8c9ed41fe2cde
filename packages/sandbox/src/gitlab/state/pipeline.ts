export type JobStatus = "created" | "running" | "success" | "failed" | "canceling" | "canceled" | "manual";

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  status: JobStatus;
  failureReason: string | undefined;
  readonly allowFailure: boolean;
  readonly createdAtMs: number;
  startedAtMs: number | undefined;
  finishedAtMs: number | undefined;
  /** Made when it is read: a trace has megabytes. Undefined: erased. */
  trace: (() => string) | undefined;
  /** Newer tries of the same name hide it. */
  retried: boolean;
}

/** A job that starts a pipeline elsewhere. */
export interface Bridge extends Omit<Job, "trace"> {
  readonly downstream: { readonly projectPath: string; readonly pipelineId: number } | undefined;
}

export interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly file: string;
  readonly status: "success" | "failed";
  readonly systemOutput: string | null;
}

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly ref: string;
  readonly sha: string;
  /** Of merged results: the head that was merged with its target to get `sha`. */
  readonly sourceSha?: string;
  readonly source: string;
  readonly user: string;
  yamlErrors: string | undefined;
  jobs: Job[];
  bridges: Bridge[];
  testCases: TestCase[];
  readonly variables: readonly { key: string; value: string; variable_type?: "env_var" | "file" }[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  /** When its running jobs end by themselves; undefined: never. */
  endsAtMs: number | undefined;
  /** How they end then. */
  settle: ((job: Job) => void) | undefined;
}

/** The newest try of each job. */
export function presentJobs({ jobs }: Pipeline): Job[] {
  return jobs.filter(({ retried }) => !retried);
}

/** What a pipeline comes to, from its jobs. */
export function statusOf(pipeline: Pipeline): string {
  if (pipeline.yamlErrors !== undefined) return "failed";
  const rows = [...presentJobs(pipeline), ...pipeline.bridges.filter(({ retried }) => !retried)];
  const has = (status: JobStatus) => rows.some((row) => row.status === status && !row.allowFailure);
  if (rows.some(({ status }) => status === "canceling")) return "canceling";
  if (rows.some(({ status }) => status === "running" || status === "created")) return "running";
  if (has("failed")) return "failed";
  if (has("canceled")) return "canceled";
  if (has("manual")) return "manual";
  return "success";
}
