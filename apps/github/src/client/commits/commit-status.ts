import { explainError } from "../errors/explain-error.ts";
import type { GithubClient } from "../github-client.ts";
import { everyPage } from "../request/every-page.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** The verdict on a commit, and what it is made of: statuses of the older API, and check runs. */
export interface CommitStatus {
  /** `unknown` where the token may not see check runs, and nothing else has failed. */
  state: "success" | "pending" | "failure" | "none" | "unknown";
  checks: string[];
}

const PASSED = new Set(["success", "neutral", "skipped"]);
const RUNNING = new Set(["pending", "queued", "in_progress", "waiting", "requested"]);

/** Pages of a hundred check runs that are read. */
const MOST_PAGES = 10;

/** Reads both kinds of verdict, the newest of each name. */
export async function readCommitStatus(client: GithubClient, name: RepositoryName, sha: string): Promise<CommitStatus> {
  const [statuses, runs] = await Promise.all([
    client.rest.repos.getCombinedStatusForRef({ ...name, ref: sha, per_page: 100 }),
    readCheckRuns(client, name, sha),
  ]);
  const { statuses: reported, state: together } = statuses.data;
  const rows = [
    ...reported.map(({ context, state }) => ({ what: context, state })),
    ...(runs ?? []).map((run) => ({ what: run.name, state: run.conclusion ?? run.status })),
  ];
  // What the statuses come to counts those of further pages, too.
  const states = [...(reported.length > 0 ? [together] : []), ...rows.map(({ state }) => state)];
  const verdict = verdictOf(states);
  const checks = rows.map(({ what, state }) => `${what}: ${state}`);
  if (runs) return { state: verdict, checks };
  return {
    state: verdict === "failure" ? verdict : "unknown",
    checks: [...checks, "check runs: hidden from this kind of token"],
  };
}

/** Undefined where the token may not see them: fine-grained ones have no permission for check runs. */
async function readCheckRuns(client: GithubClient, name: RepositoryName, ref: string) {
  try {
    return await everyPage(
      async (page) => {
        const { data, headers } = await client.rest.checks.listForRef({ ...name, ref, filter: "latest", ...page });
        return { data: data.check_runs, headers };
      },
      { most: MOST_PAGES },
    );
  } catch (error) {
    if (explainError(error)?.code === "insufficient_scope") return undefined;
    throw error;
  }
}

function verdictOf(states: readonly string[]): "success" | "pending" | "failure" | "none" {
  if (states.length === 0) return "none";
  if (states.some((state) => !PASSED.has(state) && !RUNNING.has(state))) return "failure";
  return states.some((state) => RUNNING.has(state)) ? "pending" : "success";
}
