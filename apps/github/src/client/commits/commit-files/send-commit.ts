import { explainError } from "../../errors/explain-error.ts";
import type { GithubClient } from "../../github-client.ts";
import { readHead } from "../../repos/branches.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { commitByObjects } from "./commit-by-objects.ts";
import { commitFirstFile } from "./commit-first-file.ts";
import { commitOnBranch } from "./commit-on-branch.ts";
import { writesOf, type CommitPlan, type MadeCommit } from "./plan.ts";
import { headMoved } from "./read-base.ts";

/** How a plan goes out: signed in one request where that can express it, else object by object. */
export type Way = "on_branch" | "by_objects" | "first_file";

export function wayOf(plan: CommitPlan): Way {
  if (plan.parent === undefined) return "first_file";
  return plan.branchExists && writesOf(plan).every(({ ordinary }) => ordinary) ? "on_branch" : "by_objects";
}

/** Sends a commit, once. In an empty repository the first file makes a commit of its own, and the rest follows it. */
export async function sendCommit(client: GithubClient, name: RepositoryName, plan: CommitPlan): Promise<MadeCommit> {
  if (plan.parent !== undefined) {
    const commit = wayOf(plan) === "on_branch" ? commitOnBranch : commitByObjects;
    const { parent } = plan;
    return commit(client, name, plan, parent).catch(async (error: unknown) => {
      throw await explainMoved(client, name, plan, parent, error);
    });
  }
  const first = writesOf(plan).find(({ ordinary }) => ordinary) ?? writesOf(plan)[0];
  if (!first) throw new TypeError("a first commit has files");
  const made = await commitFirstFile(client, name, plan, first);
  const rest = plan.changes.filter(({ write }) => write !== first || !first.ordinary);
  return rest.length === 0
    ? made
    : sendCommit(client, name, { ...plan, changes: rest, parent: made.sha, branchExists: true });
}

/** GitHub refuses a commit for a branch that has moved meanwhile, and does not say where to. */
async function explainMoved(
  client: GithubClient,
  name: RepositoryName,
  { branch, branchExists }: CommitPlan,
  parent: string,
  error: unknown,
): Promise<unknown> {
  if (!branchExists || explainError(error)?.code !== "conflict") return error;
  const head = await readHead(client, name, branch);
  return head === parent ? error : headMoved(client, name, parent, head);
}
