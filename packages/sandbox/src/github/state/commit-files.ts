import type { Account } from "./account.ts";
import type { Commit } from "./git.ts";
import { changeTree, commitOf, emptyTree, entryAt, writeBlob, writeCommit } from "./git.ts";
import type { TreeChange } from "./git.ts";
import type { PushProblem } from "./push.ts";
import { moveRef, pushProblem } from "./push.ts";
import type { Repository } from "./repository.ts";
import { signatureOf, webFlow, webFlowSignature } from "./signature.ts";
import type { Token } from "./token.ts";
import type { World } from "./world.ts";

/** What GraphQL's `createCommitOnBranch` takes. */
export interface CommitOnBranch {
  branch: string;
  expectedHeadOid: string;
  headline: string;
  body?: string;
  additions: readonly { path: string; contents: Buffer }[];
  deletions: readonly { path: string }[];
  account: Account;
  token: Token;
}

export type CommitProblem = PushProblem | { kind: "not_found" | "stale" | "invalid"; message: string };

/**
 * One signed commit on a branch, or the reason why not: the branch is unknown ("not_found"), has moved ("stale"), a path
 * is wrong ("invalid"), or a push is refused. An added file is always 100644, unless it exists with another mode.
 */
export function commitOnBranch(
  world: World,
  repository: Repository,
  order: CommitOnBranch,
): { commit: Commit } | { problem: CommitProblem } {
  const { git } = repository;
  const ref = `refs/heads/${order.branch}`;
  const head = git.refs.get(ref);
  if (head === undefined) {
    return {
      problem: { kind: "not_found", message: `Branch "${order.branch}" not found in "${repository.fullName}".` },
    };
  }
  if (head !== order.expectedHeadOid) {
    const message = `Expected branch to point to "${order.expectedHeadOid}" but it did not. Pull and try again.`;
    return { problem: { kind: "stale", message } };
  }
  const { tree } = commitOf(git, head);
  const missing = order.deletions.find(({ path }) => entryAt(git, tree, path) === undefined);
  if (missing) {
    const message = `A path was requested for deletion which does not exist as of commit oid \`${head}\`: ${missing.path}`;
    return { problem: { kind: "invalid", message } };
  }
  const changes: TreeChange[] = [
    ...order.deletions.map(({ path }): TreeChange => ({ path, mode: "100644", oid: null })),
    ...order.additions.map(({ path, contents }): TreeChange => {
      const old = entryAt(git, tree, path)?.mode;
      return { path, mode: old === "100755" ? old : "100644", oid: writeBlob(git, contents).oid };
    }),
  ];
  const now = world.now();
  const commit = writeCommit(git, {
    tree: changeTree(git, tree, changes),
    parents: [head],
    author: signatureOf(order.account, now),
    committer: webFlow(now),
    message: order.body ? `${order.headline}\n\n${order.body}` : order.headline,
    gpgsig: webFlowSignature,
  });
  const push = { ref, to: commit.oid, account: order.account, token: order.token };
  const problem = pushProblem(repository, push);
  if (problem) return { problem };
  moveRef(world, repository, push);
  return { commit };
}

/**
 * A commit with changes on top of a tip; it moves nothing. The first of a repository has no tip and starts from
 * `start`, an existing tree, or from nothing.
 */
export function commitChanges(
  { git }: Repository,
  tip: string | undefined,
  changes: readonly TreeChange[],
  facts: Pick<Commit, "message" | "author" | "committer"> & { gpgsig?: string },
  start: string = tip === undefined ? emptyTree(git) : commitOf(git, tip).tree,
): Commit {
  return writeCommit(git, { ...facts, tree: changeTree(git, start, changes), parents: tip === undefined ? [] : [tip] });
}
