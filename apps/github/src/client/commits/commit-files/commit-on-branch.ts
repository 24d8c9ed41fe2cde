import { graphql } from "../../request/graphql.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { messageParts, removalsOf, writesOf, type CommitPlan, type MadeCommit } from "./plan.ts";

export const COMMIT_QUERY = `mutation CommitFiles($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid url } }
}`;

interface Answer {
  createCommitOnBranch: { commit: { oid: string; url: string } };
}

/**
 * Commits in one request. GitHub signs it, and refuses it where the head has moved; it cannot set modes.
 *
 * @param parent The head that the plan was made for.
 */
export async function commitOnBranch(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  plan: CommitPlan,
  parent: string,
): Promise<MadeCommit> {
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: plan.branch },
    expectedHeadOid: parent,
    message: messageParts(plan.message),
    fileChanges: {
      additions: writesOf(plan).map(({ path, bytes }) => ({ path, contents: bytes.toString("base64") })),
      deletions: removalsOf(plan).map((path) => ({ path })),
    },
  };
  const { commit } = (await graphql<Answer>(client, COMMIT_QUERY, { input })).createCommitOnBranch;
  return { sha: commit.oid, url: commit.url };
}
