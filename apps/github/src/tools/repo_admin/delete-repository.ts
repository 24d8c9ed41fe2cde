import { defineTool } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { isSameName, repositoryMoved } from "../../client/request/moved.ts";
import { repository } from "../../shape/fields.ts";
import { toRepositoryRow } from "../../shape/repository.ts";

export const deleteRepository = defineTool({
  name: "delete_repository",
  title: "Delete repository",
  description: "Delete a repository for good, with its issues, pull requests and releases.",
  access: "delete",
  scopes: ["delete_repo"],
  input: z.object(repository),
  output: z.object({ full_name: z.string() }),
  confirm: ({ owner, repo }) => ({
    target: `${owner}/${repo}`,
    question: `Delete ${owner}/${repo} for good, with everything in it?`,
  }),
  async run({ owner, repo }, { client, preview }: GithubContext) {
    const { data } = await client.rest.repos.get({ owner, repo });
    // The person agreed to this name, and a former one leads to another.
    if (!isSameName(data.full_name, `${owner}/${repo}`)) throw repositoryMoved(data.full_name);
    preview({
      before: {
        full_name: data.full_name,
        visibility: toRepositoryRow(data).visibility,
        stars: data.stargazers_count,
        forks: data.forks_count,
        open_issues: data.open_issues_count,
        pushed_at: data.pushed_at ?? undefined,
      },
    });
    await client.rest.repos.delete({ owner, repo });
    return { full_name: data.full_name };
  },
});
