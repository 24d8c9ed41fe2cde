import type { GithubClient } from "../../github-client.ts";
import { readEntries } from "../../contents/entries.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { unlessStatus } from "../../errors/unless-status.ts";
import { planCommit, type CommitRequest } from "./plan-commit.ts";
import { messageParts, type CommitPlan, type MadeCommit } from "./plan.ts";
import { touchedPaths } from "./read-base.ts";
import { holds } from "./read-back.ts";

/** How far back a commit whose answer was lost is looked for. */
const NEWEST = 10;

/**
 * Looks for the commit of an earlier try: one on the branch with the same message, which does to its parent exactly what
 * the operations would.
 */
export async function findCommit(
  client: GithubClient,
  name: RepositoryName,
  request: CommitRequest,
): Promise<{ made: MadeCommit; plan: CommitPlan } | undefined> {
  const history = client.rest.repos.listCommits({ ...name, sha: request.branch, per_page: NEWEST });
  // No such branch, or no commit at all.
  const rows = (await unlessStatus(history, 404, 409))?.data ?? [];
  const alike = rows.filter(({ commit, parents }) => parents.length === 1 && isSame(commit.message, request.message));
  for (const { sha, html_url: url, parents } of alike) {
    const plan = await planOn(client, name, request, parents[0]?.sha ?? "");
    if (plan && (await holds(client, name, plan, sha))) return { made: { sha, url }, plan };
  }
  return undefined;
}

/** The plan as it would have been on that parent; undefined where the operations do not fit it. */
async function planOn(client: GithubClient, name: RepositoryName, request: CommitRequest, parent: string) {
  const entries = await readEntries(client, name, parent, touchedPaths(request.operations));
  return planCommit(client, name, request, { entries, parent, branchExists: true }).catch(() => undefined);
}

function isSame(message: string, other: string): boolean {
  const [one, two] = [messageParts(message), messageParts(other)];
  return one.headline === two.headline && one.body === two.body;
}
