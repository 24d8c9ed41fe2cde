import { defineTool, listOf, page, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { listMine, listStarred, type ListedRepository } from "../../client/repos/repository-lists.ts";
import { scanPage } from "../../client/request/scan-page.ts";
import { searchQuery, searchRepositories as search } from "../../client/search/search.ts";
import { loginName, shortText } from "../../shape/fields.ts";
import { RepositoryRow, toRepositoryRow } from "../../shape/repository.ts";

const input = z.object({
  query: shortText(256).optional().describe("Words, qualifiers"),
  scope: z.enum(["all", "mine", "owner", "starred"]).default("all").describe("Whose"),
  owner: loginName.optional().describe("With scope owner"),
  language: shortText(50).optional().describe("Main language"),
  archived: z.boolean().optional().describe("Only, or none"),
  sort: z.enum(["best_match", "stars", "forks", "updated", "pushed"]).default("best_match").describe("Order"),
  ...page,
});

type Input = z.output<typeof input>;

export const searchRepositories = defineTool({
  name: "search_repositories",
  title: "Search repositories",
  description: "Find repositories: everywhere, my own, an owner's, or those I starred.",
  access: "read",
  scopes: ["repo"],
  reach: "rows",
  input,
  output: listOf(RepositoryRow, { incomplete: z.boolean().optional(), note: z.string().optional() }),
  async run(asked, { client }: GithubContext) {
    const { rows, next, total, incomplete, note } =
      asked.scope === "mine" || asked.scope === "starred"
        ? await listOwn(client, asked)
        : await searchAll(client, asked);
    return { items: rows.map(toRepositoryRow), next_cursor: next, total, incomplete: incomplete || undefined, note };
  },
});

/** What is the account's own GitHub lists but cannot filter: that is done here, page by page. */
async function listOwn(client: GithubClient, asked: Input) {
  const { scope, sort, query, language, archived } = asked;
  if (sort === "stars" || sort === "forks") {
    throw new ToolError("invalid_input", `Scope ${scope} cannot be sorted by ${sort}: take updated or pushed.`);
  }
  const recent = sort === "updated" ? "updated" : "pushed";
  const list =
    scope === "mine" ? listMine(client, recent) : listStarred(client, sort === "best_match" ? "created" : "updated");
  const filtered = query !== undefined || language !== undefined || archived !== undefined;
  const found = filtered ? await scanPage(list, filterOf(asked), asked) : await list(asked.limit, asked.cursor);
  return { ...found, total: undefined, incomplete: undefined };
}

function filterOf({ query = "", language, archived }: Input): (row: ListedRepository) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) => {
    const named = `${row.full_name} ${row.description ?? ""}`.toLowerCase();
    return (
      words.every((word) => named.includes(word)) &&
      (language === undefined || row.language?.toLowerCase() === language.toLowerCase()) &&
      (archived === undefined || row.archived === archived)
    );
  };
}

function searchAll(client: GithubClient, { scope, query, owner, language, archived, sort, ...place }: Input) {
  if (scope === "owner" && owner === undefined) throw new ToolError("invalid_input", "Scope owner needs an owner.");
  // Forks are left out of a search unless asked for; among one owner's repositories they belong.
  const q = searchQuery(query, { user: owner, language, archived, fork: owner === undefined ? undefined : true });
  if (q === "") throw new ToolError("invalid_input", "Say what to look for: a query, an owner or a language.");
  const order = sort === "best_match" ? undefined : sort === "pushed" ? "updated" : sort;
  return search(client, q, order, place);
}
