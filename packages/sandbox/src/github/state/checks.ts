/** Check runs and commit statuses: the two kinds of verdict a commit can carry. */

export type CheckStatus = "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";

export type CheckConclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required";

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string | null;
  readonly message: string;
  readonly rawDetails: string | null;
}

export interface CheckSuite {
  readonly id: number;
  readonly headSha: string;
  readonly headBranch: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface CheckRun {
  /** Not the job's id, even where a job reports it. */
  readonly id: number;
  readonly suiteId: number;
  readonly name: string;
  readonly headSha: string;
  /** Set where an Actions job stands behind the check. */
  readonly job: { readonly runId: number; readonly jobId: number } | null;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  startedAtMs: number | null;
  completedAtMs: number | null;
  detailsUrl: string | null;
  externalId: string;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
}

export type StatusState = "error" | "failure" | "pending" | "success";

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAtMs: number;
}
