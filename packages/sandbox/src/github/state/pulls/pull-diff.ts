import type { Commit, FileDiff } from "../git.ts";
import { commitOf, diffTrees, history, mergeBase } from "../git.ts";
import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";

/** The base a pull request is measured against: its branch's tip while open, the recorded one once closed. */
export function baseTip(repository: Repository, pull: Pull): string {
  const open = repository.issues.byNumber.get(pull.number)?.state === "open";
  return (open ? repository.git.refs.get(`refs/heads/${pull.baseRef}`) : undefined) ?? pull.baseSha;
}

/** Where head and base parted. Forks share objects, so a fork's commits are known here too. */
export function forkPoint(repository: Repository, pull: Pull, headSha = pull.headSha): string {
  return mergeBase(repository.git, baseTip(repository, pull), headSha) ?? pull.baseSha;
}

/** What the pull request changes: three-dot, against the fork point, as the page shows it. */
export function pullFiles(repository: Repository, pull: Pull, headSha = pull.headSha): readonly FileDiff[] {
  const tree = (sha: string): string => commitOf(repository.git, sha).tree;
  return diffTrees(repository.git, tree(forkPoint(repository, pull, headSha)), tree(headSha));
}

/** Commits of the pull request, oldest first. */
export function pullCommits(repository: Repository, pull: Pull): Commit[] {
  return history(repository.git, pull.headSha, forkPoint(repository, pull)).toReversed();
}
