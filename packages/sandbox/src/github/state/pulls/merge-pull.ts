import type { Account } from "../account.ts";
import { commitOf, mergeCommits, mergeTrees } from "../git.ts";
import { closeIssue } from "../issues/change-state.ts";
import { recordEvent } from "../issues/record-event.ts";
import { closingReferencesIn } from "../issues/references.ts";
import type { Pull } from "../pulls.ts";
import { moveRef } from "../push.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { baseTip, pullCommits } from "./pull-diff.ts";
import { writeSignedCommit } from "./signed-commit.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

interface MergeOrder {
  readonly method: MergeMethod;
  readonly by: Account;
  readonly title?: string;
  readonly message?: string;
}

const joined = (title: string, message: string): string => (message === "" ? title : `${title}\n\n${message}`);

const firstLine = (message: string): string => message.split("\n", 1)[0] ?? "";

function mergeCommit(world: World, repository: Repository, pull: Pull, order: MergeOrder, title: string): string {
  const owner = world.repositories.get(pull.headRepositoryId ?? -1)?.owner.login ?? repository.owner.login;
  const message = joined(
    order.title ?? `Merge pull request #${pull.number} from ${owner}/${pull.headRef}`,
    order.message ?? title,
  );
  const base = baseTip(repository, pull);
  const { tree } = mergeCommits(repository.git, base, pull.headSha);
  return writeSignedCommit(world, repository.git, order.by, { tree, parents: [base, pull.headSha], message }).oid;
}

function squashCommit(world: World, repository: Repository, pull: Pull, order: MergeOrder, title: string): string {
  const commits = pullCommits(repository, pull);
  const [only] = commits;
  const single = commits.length === 1 && only ? only.message : undefined;
  const heading = order.title ?? `${single === undefined ? title : firstLine(single)} (#${pull.number})`;
  const body =
    order.message ??
    (single === undefined
      ? commits.map(({ message }) => `* ${message.trimEnd()}`).join("\n\n")
      : single.split("\n").slice(2).join("\n").trimEnd());
  const base = baseTip(repository, pull);
  const { tree } = mergeCommits(repository.git, base, pull.headSha);
  return writeSignedCommit(world, repository.git, order.by, { tree, parents: [base], message: joined(heading, body) })
    .oid;
}

/** Replays each commit on the base; merge commits among them are left out, as git's own rebase does. */
function rebasedTip(world: World, repository: Repository, pull: Pull): string {
  const { git } = repository;
  let tip = baseTip(repository, pull);
  for (const commit of pullCommits(repository, pull)) {
    const [parent, second] = commit.parents;
    if (parent === undefined || second !== undefined) continue;
    const { tree } = mergeTrees(git, commitOf(git, parent).tree, commitOf(git, tip).tree, commit.tree);
    tip = writeSignedCommit(world, git, commit.author, { tree, parents: [tip], message: commit.message }).oid;
  }
  return tip;
}

/**
 * Merges, without asking whether it may: moves the base branch, closes the pull request and the issues it names.
 * Returns the new tip of the base branch.
 */
export function mergePull(world: World, repository: Repository, pull: Pull, order: MergeOrder): string {
  const issue = repository.issues.byNumber.get(pull.number);
  const title = issue?.title ?? "";
  const baseSha = baseTip(repository, pull);
  const sha =
    order.method === "merge"
      ? mergeCommit(world, repository, pull, order, title)
      : order.method === "squash"
        ? squashCommit(world, repository, pull, order, title)
        : rebasedTip(world, repository, pull);
  moveRef(world, repository, { ref: `refs/heads/${pull.baseRef}`, to: sha, account: order.by });
  pull.baseSha = baseSha;
  pull.mergeCommitSha = sha;
  pull.mergedAtMs = world.now();
  pull.mergedBy = order.by.login;
  pull.autoMerge = null;
  if (!issue) return sha;
  recordEvent(world, issue, order.by.login, { event: "merged", commitSha: sha });
  closeIssue(world, issue, order.by.login);
  // Closing words only work on the way into the default branch.
  if (pull.baseRef === repository.defaultBranch) {
    for (const { issue: named } of closingReferencesIn(world, repository, issue.body ?? "")) {
      closeIssue(world, named, order.by.login, "completed", { commitSha: sha });
    }
  }
  return sha;
}
