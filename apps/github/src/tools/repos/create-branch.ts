import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { branchUrl, readHead, resolveStart } from "../../client/repos/branches.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { gitRef, repository } from "../../shape/fields.ts";

export const createBranch = defineTool({
  name: "create_branch",
  title: "Create branch",
  description: "Make a branch from a branch, tag or commit; without one, from the default branch.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    branch: gitRef.describe("New branch"),
    from: gitRef.optional().describe("Branch, tag or sha"),
  }),
  output: z.object({ branch: z.string(), sha: z.string(), url: z.string() }),
  async run({ owner, repo, branch, from }, { client, preview }: GithubContext) {
    const name = { owner, repo };
    const [sha, home] = await Promise.all([resolveStart(client, name, from), client.rest.repos.get(name)]);
    preview({ after: { branch, sha } });
    const { data } = await client.rest.git.createRef({ ...name, ref: `refs/heads/${branch}`, sha });
    return { branch, sha: data.object.sha, url: branchUrl(home.data.html_url, branch) };
  },
  async recover({ owner, repo, branch, from }, { client }: GithubContext) {
    const name = { owner, repo };
    const [sha, head, home] = await Promise.all([
      resolveStart(client, name, from),
      readHead(client, name, branch),
      client.rest.repos.get(name),
    ]);
    return head === sha ? { branch, sha, url: branchUrl(home.data.html_url, branch) } : undefined;
  },
});
