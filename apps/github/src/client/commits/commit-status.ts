import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** The verdict on a commit, and what it is made of: statuses of the older API, and check runs. */
export interface CommitStatus {
  state: "success" | "pending" | "failure" | "none";
  checks: string[];
}

const FAILED = new Set(["failure", "error", "timed_out", "cancelled", "action_required", "startup_failure"]);
const RUNNING = new Set(["pending", "queued", "in_progress", "waiting", "requested"]);

/** Reads both kinds of verdict, the newest of each name. */
export async function readCommitStatus(client: GithubClient, name: RepositoryName, sha: string): Promise<CommitStatus> {
  const at = { ...name, ref: sha, per_page: 100 };
  const [statuses, runs] = await Promise.all([
    client.rest.repos.getCombinedStatusForRef(at),
    client.rest.checks.listForRef({ ...at, filter: "latest" }),
  ]);
  const rows = [
    ...statuses.data.statuses.map(({ context, state }) => ({ what: context, state })),
    ...runs.data.check_runs.map((run) => ({ what: run.name, state: run.conclusion ?? run.status })),
  ];
  return {
    state: verdictOf(rows.map(({ state }) => state)),
    checks: rows.map(({ what, state }) => `${what}: ${state}`),
  };
}

function verdictOf(states: readonly string[]): CommitStatus["state"] {
  if (states.length === 0) return "none";
  if (states.some((state) => FAILED.has(state))) return "failure";
  return states.some((state) => RUNNING.has(state)) ? "pending" : "success";
}
