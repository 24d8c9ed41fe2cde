import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { newRepository } from "../../reach.ts";
import { findFork, makeFork, waitForFork } from "../../client/repos/forks.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { myLogin } from "../../client/users/my-login.ts";
import { loginName, repository } from "../../shape/fields.ts";

export const forkRepository = defineTool({
  name: "fork_repository",
  title: "Fork repository",
  description: "Fork a repository to me or an organization, and wait up to ten seconds until it is ready.",
  access: "write",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    organization: loginName.optional().describe("Else to me"),
    name: repository.repo.optional().meta({ description: "Other name", "x-mcp-header": undefined }),
    default_branch_only: z.boolean().default(false).describe("Only that branch"),
  }),
  reaches: ({ owner, repo, organization, name }, connection) => [
    { name: `${owner}/${repo}`, access: "read" },
    newRepository(organization, name ?? repo, connection),
  ],
  output: z.object({ full_name: z.string(), url: z.string(), ready: z.boolean() }),
  async run({ owner, repo, ...request }, { client, signal }: GithubContext) {
    const fork = await makeFork(client, { owner, repo }, request);
    return { full_name: fork.full_name, url: fork.html_url, ready: await waitForFork(client, fork, signal) };
  },
  async recover({ owner, repo, ...request }, { client, connection, signal }: GithubContext) {
    const fork = await findFork(client, { owner, repo }, request, await myLogin(client, connection));
    return fork && { full_name: fork.full_name, url: fork.html_url, ready: await waitForFork(client, fork, signal) };
  },
});
