import type { Account } from "../account.ts";
import type { Commit, Git, Signature } from "../git.ts";
import { writeCommit } from "../git.ts";
import { signatureOf, webFlow, webFlowSignature } from "../signature.ts";
import type { World } from "../world.ts";

/** Writes a commit as the site itself makes them: committed by GitHub and signed with its key. */
export function writeSignedCommit(
  world: World,
  git: Git,
  author: Account | Signature,
  facts: { tree: string; parents: readonly string[]; message: string },
): Commit {
  const atMs = world.now();
  return writeCommit(git, {
    ...facts,
    author: "login" in author ? signatureOf(author, atMs) : author,
    committer: webFlow(atMs),
    gpgsig: webFlowSignature,
  });
}
