import { briefly, defineTool } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { checkMerge, deleteMergedBranch, findMerge, isBranchGone, sendMerge } from "../../client/pulls/merge.ts";
import { readReadiness } from "../../client/pulls/readiness/index.ts";
import { objectId, pullNumber, repository, shortText } from "../../shape/fields.ts";
import { followedBy } from "../../shape/followed-by.ts";
import { Readiness } from "../../shape/readiness.ts";

export const mergePullRequest = defineTool({
  name: "merge_pull_request",
  title: "Merge pull request",
  description: "Merge a pull request now, if it is ready.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    expected_head_sha: objectId.describe("Head that you read"),
    merge_method: z.enum(["merge", "squash", "rebase"]).optional().describe("How"),
    commit_title: shortText(256).optional().describe("Its title"),
    commit_message: shortText(65_536).optional().describe("Its message"),
    delete_branch: z.boolean().optional().describe("Delete the head"),
    allow_pending: z.boolean().optional().describe("Do not wait"),
  }),
  output: z.object({
    merged: z.boolean(),
    sha: z.string(),
    branch_deleted: z.boolean(),
    readiness: briefly(Readiness).optional(),
  }),
  confirm: ({ owner, repo, number, expected_head_sha: sha }) => ({
    target: `${owner}/${repo}#${number}`,
    question: `Merge pull request ${owner}/${repo}#${number} at ${sha.slice(0, 7)}?`,
  }),
  async run({ owner, repo, number, delete_branch, ...asked }, { client, preview, signal }: GithubContext) {
    const name = { owner, repo };
    const read = await readReadiness(client, name, number, signal);
    const method = checkMerge(read, asked);
    const branch = delete_branch ? read.ownBranch : undefined;
    preview({
      before: { head_sha: read.headSha, readiness: read.readiness },
      after: { merged: true, merge_method: method },
      ...followedBy(branch === undefined ? [] : [`the branch ${branch} is deleted`]),
    });
    const sha = await sendMerge(client, name, number, { ...asked, head: read.headSha, method });
    const deleted = branch !== undefined && (await deleteMergedBranch(client, name, branch));
    return { merged: true, sha, branch_deleted: deleted, readiness: read.readiness };
  },
  async recover({ owner, repo, number, delete_branch, expected_head_sha }, { client }: GithubContext) {
    const name = { owner, repo };
    const sha = await findMerge(client, name, number, expected_head_sha);
    if (sha === undefined) return undefined;
    const { data } = await client.rest.pulls.get({ ...name, pull_number: number });
    // The head of a fork is a branch of another repository, where nothing is deleted.
    const isOwn = data.head.repo?.id === data.base.repo.id;
    const deleted = delete_branch === true && isOwn && (await isBranchGone(client, name, data.head.ref));
    return { merged: true, sha, branch_deleted: deleted };
  },
});
