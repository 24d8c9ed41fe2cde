import type { Account } from "../state/account.ts";
import type { Commit, Signature } from "../state/git.ts";
import { commitOf } from "../state/git.ts";
import type { FileDiff } from "../state/git.ts";
import { objectNodeId } from "../state/object-node-id.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { diffEntryShape } from "./diff-entry.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";
import { simpleUserShape } from "./user.ts";

/** The account behind an e-mail address in a commit, as far as GitHub can tell. */
export function accountByEmail(world: World, email: string): Account | undefined {
  const wanted = email.toLowerCase();
  const noreply = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(wanted)?.[1];
  return [...world.accounts.values()].find(
    (account) => account.email?.toLowerCase() === wanted || account.login.toLowerCase() === noreply,
  );
}

export function signatureShape({ name, email, atMs }: Signature) {
  return { name, email, date: isoTime(atMs) };
}

/** `verification`: only commits with a signature are verified. */
function verificationShape(commit: Commit) {
  return commit.gpgsig
    ? {
        verified: true,
        reason: "valid",
        signature: commit.gpgsig,
        payload: `tree ${commit.tree}\n`,
        verified_at: isoTime(commit.committer.atMs),
      }
    : { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
}

function parentsShape(world: World, repository: Repository, commit: Commit) {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(world, repository)}/commits/${sha}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${sha}`,
  }));
}

/** GitHub shows messages without the final newline that git stores. */
const messageOf = (commit: Commit): string => commit.message.replace(/\n$/, "");

/** `commit`: the row of commit lists. */
export function commitShape(world: World, repository: Repository, oid: string) {
  const commit = commitOf(repository.git, oid);
  const url = repositoryUrl(world, repository);
  const author = accountByEmail(world, commit.author.email);
  const committer = accountByEmail(world, commit.committer.email);
  return {
    sha: oid,
    node_id: objectNodeId("C", repository, oid),
    commit: {
      author: signatureShape(commit.author),
      committer: signatureShape(commit.committer),
      message: messageOf(commit),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${oid}`,
      comment_count: 0,
      verification: verificationShape(commit),
    },
    url: `${url}/commits/${oid}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${oid}`,
    comments_url: `${url}/commits/${oid}/comments`,
    author: author ? simpleUserShape(world, author) : null,
    committer: committer ? simpleUserShape(world, committer) : null,
    parents: parentsShape(world, repository, commit),
  };
}

/** `commit` with `stats` and a page of `files`; stats count all files. */
export function fullCommitShape(
  world: World,
  repository: Repository,
  oid: string,
  all: readonly FileDiff[],
  page: readonly FileDiff[],
) {
  const additions = all.reduce((sum, file) => sum + file.additions, 0);
  const deletions = all.reduce((sum, file) => sum + file.deletions, 0);
  return {
    ...commitShape(world, repository, oid),
    stats: { total: additions + deletions, additions, deletions },
    files: page.map((file) => diffEntryShape(world, repository, file, oid)),
  };
}

/** `git-commit`: the bare object. */
export function gitCommitShape(world: World, repository: Repository, commit: Commit) {
  const url = repositoryUrl(world, repository);
  return {
    sha: commit.oid,
    node_id: objectNodeId("C", repository, commit.oid),
    url: `${url}/git/commits/${commit.oid}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.oid}`,
    author: signatureShape(commit.author),
    committer: signatureShape(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: messageOf(commit),
    parents: parentsShape(world, repository, commit),
    verification: verificationShape(commit),
  };
}
