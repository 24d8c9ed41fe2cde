import { briefly, defineTool, listOf, page, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { listPulls } from "../../client/pulls/pull-list.ts";
import { gitRef, repository, shortText } from "../../shape/fields.ts";
import { nameList } from "../../shape/name-list.ts";
import { pullRow } from "../../shape/pull.ts";

export const listPullRequests = defineTool({
  name: "list_pull_requests",
  title: "List pull requests",
  description: "Pull requests of a repository or, with scope, mine everywhere.",
  access: "read",
  scopes: ["repo"],
  reach: "rows",
  input: z.object({
    owner: repository.owner.optional(),
    repo: repository.repo.optional(),
    scope: z.enum(["mine", "review_requested", "assigned"]).optional().describe("Mine"),
    state: z.enum(["open", "closed", "merged", "all"]).default("open").describe("State"),
    base: gitRef.optional().describe("Into branch"),
    head: shortText(300).optional().describe("From [owner:]branch"),
    author: shortText(100).optional().describe("Login"),
    draft: z.boolean().optional().describe("Only, or none"),
    labels: nameList().optional().describe("All of them"),
    checks: z.enum(["passing", "failing", "pending"]).optional().describe("Checks"),
    review: z.enum(["approved", "changes_requested", "required"]).optional().describe("Review"),
    sort: z.enum(["created", "updated", "comments"]).optional().describe("Order"),
    direction: z.enum(["asc", "desc"]).optional().describe("Direction"),
    ...page,
  }),
  output: listOf(briefly(z.object(pullRow))),
  async run({ owner, repo, limit, cursor, ...filter }, { client }: GithubContext) {
    if ((owner === undefined) !== (repo === undefined) || (owner === undefined && filter.scope === undefined)) {
      throw new ToolError("invalid_input", "Name owner and repo, or neither and a scope for what is mine everywhere.");
    }
    const name = owner === undefined || repo === undefined ? undefined : { owner, repo };
    const { rows, next, total } = await listPulls(client, name, filter, { limit, cursor });
    return { items: rows, next_cursor: next, total };
  },
});
