import type { Signature } from "../state/git.ts";
import { commitOf } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { isoTime } from "./time.ts";

/** A bot's address has brackets, which GitHub's description does not take for an e-mail address. */
const person = ({ name, email }: Signature): { name: string; email: string } => ({
  name,
  email: email.replaceAll(/[[\]]/g, ""),
});

/** `simple-commit`: the head of a run or suite. */
export function simpleCommitShape(repository: Repository, sha: string) {
  const commit = commitOf(repository.git, sha);
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: isoTime(commit.author.atMs),
    author: person(commit.author),
    committer: person(commit.committer),
  };
}
