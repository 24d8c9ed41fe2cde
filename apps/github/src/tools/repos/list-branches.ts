import { defineTool, listOf, page } from "@fairlead/core";
import { z } from "zod";
import { listBranches as listAll, listBranchesFrom } from "../../client/repos/branches.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { repository, shortText } from "../../shape/fields.ts";

const BranchRow = z.object({
  name: z.string(),
  sha: z.string(),
  protected: z.boolean().optional(),
  is_default: z.boolean(),
});

export const listBranches = defineTool({
  name: "list_branches",
  title: "List branches",
  description: "Branches of a repository and the commits they stand at.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    query: shortText(255).optional().describe("Begins with"),
    protected: z.boolean().optional().describe("Only, or none"),
    ...page,
  }),
  output: listOf(BranchRow),
  async run({ owner, repo, query, protected: only, ...place }, { client }: GithubContext) {
    const name = { owner, repo };
    const [{ data }, { rows, next }] = await Promise.all([
      client.rest.repos.get(name),
      query === undefined || query === ""
        ? listAll(client, name, { protected: only }, place)
        : listBranchesFrom(client, name, { query, protected: only }, place),
    ]);
    return {
      items: rows.map((row) => ({
        name: row.name,
        sha: row.sha,
        protected: row.protected,
        is_default: row.name === data.default_branch,
      })),
      next_cursor: next,
    };
  },
});
