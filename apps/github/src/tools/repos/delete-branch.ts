import { defineTool, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import type { RepositoryName } from "../../client/repos/repositories.ts";
import { gitRef, objectId, repository } from "../../shape/fields.ts";

export const deleteBranch = defineTool({
  name: "delete_branch",
  title: "Delete branch",
  description: "Delete a branch; never the default one, a protected one, or one that open pull requests need.",
  access: "delete",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    branch: gitRef.describe("Branch"),
    expected_sha: objectId.optional().describe("Else a conflict"),
  }),
  output: z.object({ branch: z.string(), last_sha: z.string() }),
  confirm: ({ owner, repo, branch }) => ({
    target: `${owner}/${repo}@${branch}`,
    question: `Delete the branch ${branch} of ${owner}/${repo}?`,
  }),
  async run({ owner, repo, branch, expected_sha }, { client, preview }: GithubContext) {
    const name = { owner, repo };
    const sha = await readDeletable(client, name, branch);
    if (expected_sha !== undefined && !sha.startsWith(expected_sha)) {
      throw new ToolError("conflict", `The branch is at ${sha}: see what was added, then pass that.`, {
        details: { sha },
      });
    }
    preview({ before: { branch, sha } });
    await client.rest.git.deleteRef({ ...name, ref: `heads/${branch}` });
    return { branch, last_sha: sha };
  },
});

/**
 * The commit of a branch that may go.
 *
 * @throws ToolError `policy_denied` for a default or protected branch, `conflict` where pull requests are open on it.
 */
async function readDeletable(client: GithubClient, name: RepositoryName, branch: string): Promise<string> {
  const [{ data: home }, { data: found }] = await Promise.all([
    client.rest.repos.get(name),
    client.rest.repos.getBranch({ ...name, branch }),
  ]);
  // A renamed branch answers under its former name, too.
  if (found.name !== branch) {
    throw new ToolError("conflict", `The branch is called ${found.name} now: pass that.`);
  }
  if (branch === home.default_branch) {
    throw new ToolError("policy_denied", "That is the default branch: make another one the default first.");
  }
  if (found.protected) throw new ToolError("policy_denied", "The branch is protected: an admin can lift that first.");
  const open = { ...name, state: "open", per_page: 20 } as const;
  const [from, into] = await Promise.all([
    client.rest.pulls.list({ ...open, head: `${home.owner.login}:${branch}` }),
    client.rest.pulls.list({ ...open, base: branch }),
  ]);
  const numbers = [...new Set([...from.data, ...into.data].map(({ number }) => number))];
  if (numbers.length > 0) {
    const names = numbers.map((number) => `#${number}`).join(", ");
    throw new ToolError("conflict", `Pull requests need the branch: merge or close ${names} first.`, {
      details: { pull_requests: numbers },
    });
  }
  return found.commit.sha;
}
