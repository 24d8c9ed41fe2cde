import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { removalsOf, writesOf, type CommitPlan, type MadeCommit, type PathWrite } from "./plan.ts";

/** Blobs that are sent at once. */
const AT_ONCE = 4;

/**
 * Commits through git's own objects: modes can be set, and a new branch appears together with its commit. Only the last
 * step, moving or making the ref, can be seen by anybody; it is never forced.
 */
export async function commitByObjects(
  client: GithubClient,
  name: RepositoryName,
  plan: CommitPlan,
  parent: string,
): Promise<MadeCommit> {
  const { git } = client.rest;
  const { branch, message, branchExists } = plan;
  await createBlobs(client, name, writesOf(plan));
  const tree = await git.createTree({ ...name, base_tree: await treeOf(client, name, parent), tree: treeRows(plan) });
  const commit = await git.createCommit({ ...name, message, tree: tree.data.sha, parents: [parent] });
  const sha = commit.data.sha;
  if (branchExists) await git.updateRef({ ...name, ref: `heads/${branch}`, sha, force: false });
  else await git.createRef({ ...name, ref: `refs/heads/${branch}`, sha });
  return { sha, url: commit.data.html_url };
}

async function treeOf(client: GithubClient, name: RepositoryName, commit: string): Promise<string> {
  return (await client.rest.git.getCommit({ ...name, commit_sha: commit })).data.tree.sha;
}

async function createBlobs(client: GithubClient, name: RepositoryName, writes: readonly PathWrite[]): Promise<void> {
  for (let from = 0; from < writes.length; from += AT_ONCE) {
    const some = writes.slice(from, from + AT_ONCE);
    await Promise.all(
      some.map(({ bytes }) =>
        client.rest.git.createBlob({ ...name, content: bytes.toString("base64"), encoding: "base64" }),
      ),
    );
  }
}

/** A row without a sha takes its path away. */
function treeRows(plan: CommitPlan) {
  return [
    ...removalsOf(plan).map((path) => ({ path, mode: "100644" as const, type: "blob" as const, sha: null })),
    ...writesOf(plan).map(({ path, mode, oid }) => ({ path, mode, type: "blob" as const, sha: oid })),
  ];
}
