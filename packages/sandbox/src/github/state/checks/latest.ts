import type { CheckRun, CommitStatus } from "../checks.ts";
import type { Repository } from "../repository.ts";

/** The newest of each name counts: a re-run hides what it repeats. */
function newest<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

/** A commit's check runs, one per name. */
export function latestCheckRuns(repository: Repository, sha: string): CheckRun[] {
  return newest(
    repository.actions.checkRuns.filter((run) => run.headSha === sha),
    (run) => run.name,
  );
}

/** A commit's statuses, one per context. */
export function latestStatuses(repository: Repository, sha: string): CommitStatus[] {
  return newest(
    repository.actions.statuses.filter((status) => status.sha === sha),
    (status) => status.context,
  );
}

type Verdict = "success" | "failure" | "pending";

const PASSED = new Set(["success", "neutral", "skipped"]);

function checkVerdict(run: CheckRun): Verdict {
  if (run.status !== "completed") return "pending";
  return PASSED.has(run.conclusion ?? "") ? "success" : "failure";
}

export function statusVerdict(status: CommitStatus): Verdict {
  return status.state === "pending" ? "pending" : status.state === "success" ? "success" : "failure";
}

/** The verdict of each check and status on a commit, by name. */
export function verdictsOn(repository: Repository, sha: string): Map<string, Verdict> {
  return new Map([
    ...latestStatuses(repository, sha).map((status) => [status.context, statusVerdict(status)] as const),
    ...latestCheckRuns(repository, sha).map((run) => [run.name, checkVerdict(run)] as const),
  ]);
}

/** All of them together: one failure fails, one pending waits; undefined where nothing reported. */
export function rollup(repository: Repository, sha: string): Verdict | undefined {
  const verdicts = [...verdictsOn(repository, sha).values()];
  if (verdicts.length === 0) return undefined;
  if (verdicts.includes("failure")) return "failure";
  return verdicts.includes("pending") ? "pending" : "success";
}
