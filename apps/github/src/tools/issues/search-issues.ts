import { briefly, defineTool, listOf, namesOut, page } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { searchIssues as search } from "../../client/issues/issue-search.ts";
import { searchSeveral } from "../../client/search/search-several.ts";
import { loginName, shortText } from "../../shape/fields.ts";
import { issueRow, toIssueRow } from "../../shape/issue.ts";
import { repositoryList } from "../../shape/name-list.ts";

const FoundRow = briefly(z.object({ repo: z.string(), kind: z.string(), ...issueRow }));

export const searchIssues = defineTool({
  name: "search_issues",
  title: "Search issues",
  description: "Search issues or pull requests, over several repositories.",
  access: "read",
  scopes: ["repo"],
  reach: "rows",
  input: z.object({
    query: shortText(256).describe("Words, qualifiers"),
    kind: z.enum(["issue", "pull_request", "any"]).default("issue").describe("What"),
    repos: repositoryList(10).optional().describe("owner/name"),
    owner: loginName.optional().describe("Whose"),
    state: z.enum(["open", "closed"]).optional().describe("State"),
    sort: z.enum(["best_match", "created", "updated", "comments"]).optional().describe("Order"),
    order: z.enum(["asc", "desc"]).optional().describe("Direction"),
    ...page,
  }),
  output: listOf(FoundRow, {
    incomplete: z.boolean().optional(),
    skipped_repos: namesOut.optional(),
    note: z.string().optional(),
  }),
  async run({ query, kind, repos = [], owner, state, sort, order, ...place }, { client }: GithubContext) {
    const inOrder = { sort: sort ?? "best_match", order: order ?? "desc" };
    const { found, skipped } = await searchSeveral(client, repos, (within) =>
      search(client, { words: query, kind, repos: within, owner, state }, inOrder, place),
    );
    return {
      items: found.rows.map((row) => ({
        ...toIssueRow(row),
        repo: row.repository_url.split("/").slice(-2).join("/"),
        kind: row.pull_request ? "pull_request" : "issue",
      })),
      next_cursor: found.next,
      total: found.total,
      incomplete: found.incomplete || undefined,
      skipped_repos: skipped.length > 0 ? skipped : undefined,
      note: found.note,
    };
  },
});
