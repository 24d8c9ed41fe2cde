import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import type { CommitPlan, MadeCommit, PathWrite } from "./plan.ts";

/** Makes the first commit of an empty repository, which takes neither git objects nor createCommitOnBranch: one file. */
export async function commitFirstFile(
  client: GithubClient,
  name: RepositoryName,
  { branch, message }: CommitPlan,
  { path, bytes }: PathWrite,
): Promise<MadeCommit> {
  const content = bytes.toString("base64");
  const { data } = await client.rest.repos.createOrUpdateFileContents({ ...name, path, branch, message, content });
  return { sha: data.commit.sha ?? "", url: data.commit.html_url ?? "" };
}
