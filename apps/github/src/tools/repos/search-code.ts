import { defineTool, listOf, page } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { searchCode as search, searchQuery } from "../../client/search/search.ts";
import { searchSeveral } from "../../client/search/search-several.ts";
import { fullName, loginName, shortText } from "../../shape/fields.ts";

const Match = z.object({ repo: z.string(), path: z.string(), sha: z.string(), fragments: z.array(z.string()) });

export const searchCode = defineTool({
  name: "search_code",
  title: "Search code",
  description: "Search code in default branches: files below 384 kB. Say where: repos, or an owner.",
  access: "read",
  scopes: ["repo"],
  reach: "rows",
  input: z.object({
    query: shortText(256).describe("Words to find"),
    repos: z.array(fullName).max(10).default([]).describe("owner/name"),
    owner: loginName.optional().describe("Owner's repositories"),
    path: shortText(200).optional().describe("Folder or file"),
    language: shortText(50).optional().describe("Language"),
    ...page,
  }),
  output: listOf(Match, {
    incomplete: z.boolean().optional(),
    skipped_repos: z.array(z.string()).optional(),
    note: z.string().optional(),
  }),
  async run({ query, repos, owner, path, language, ...place }, { client }: GithubContext) {
    const { found, skipped } = await searchSeveral(client, repos, (within) => {
      const words = [query, ...within.map((repo) => `repo:${repo}`)].join(" ");
      return search(client, searchQuery(words, { user: owner, ...placeOf(path), language }), place);
    });
    return {
      items: found.rows.map((row) => ({
        repo: row.repository.full_name,
        path: row.path,
        sha: row.sha,
        fragments: row.text_matches?.flatMap(({ fragment }) => fragment ?? []) ?? [],
      })),
      next_cursor: found.next,
      total: found.total,
      incomplete: found.incomplete || undefined,
      skipped_repos: skipped.length > 0 ? skipped : undefined,
      note: found.note,
    };
  },
});

/** GitHub's `path:` knows folders only, and finds nothing for a file: that one goes by its name. */
function placeOf(asked: string | undefined): { path?: string | undefined; filename?: string } {
  const filename = asked === undefined ? undefined : FILE.exec(asked)?.[0];
  if (asked === undefined || filename === undefined) return { path: asked };
  const folder = asked.slice(0, -filename.length).replace(/^\/+|\/+$/g, "");
  return { filename, ...(folder !== "" && { path: folder }) };
}

/** A last segment that ends as files do; `.github`, `v1.2` and whatever ends in a slash is a folder. */
const FILE = /[^/]*[^/.]\.[a-z][a-z0-9]{0,9}$/i;
