import { defineTool, listOf, page, present, ToolError } from "@fairlead/core";
import { z } from "zod";
import { listHistory } from "../../client/commits/commits.ts";
import type { GithubClient, GithubContext } from "../../client/github-client.ts";
import { utcTime } from "../../client/request/utc-time.ts";
import { searchSeveral } from "../../client/search/search-several.ts";
import { searchCommits, searchQuery } from "../../client/search/search.ts";
import { CommitRow, toCommitRow } from "../../shape/commit.ts";
import { filePath, gitRef, isoTime, repository, shortText } from "../../shape/fields.ts";

const input = z.object({
  ...repository,
  ref: gitRef.optional(),
  path: filePath.optional().describe("Only changes to it"),
  author: shortText(100).optional().describe("Login or e-mail"),
  since: isoTime.optional(),
  until: isoTime.optional(),
  query: shortText(256).optional().describe("Words in messages"),
  ...page,
});

type Input = z.output<typeof input>;

export const listCommits = defineTool({
  name: "list_commits",
  title: "List commits",
  description:
    "History of a branch, tag, path or author, newest first; `query` searches messages on the default branch.",
  access: "read",
  scopes: ["repo"],
  input,
  output: listOf(CommitRow),
  async run(asked, { client }: GithubContext) {
    const { rows, next, total } = await (asked.query === undefined ? history(client, asked) : messages(client, asked));
    return { items: rows.map(toCommitRow), next_cursor: next, total };
  },
});

async function history(client: GithubClient, { owner, repo, ref, path, author, since, until, ...place }: Input) {
  const filter = present({ sha: ref, path, author, since: utcTime(since), until: utcTime(until) });
  return { ...(await listHistory(client, { owner, repo }, filter, place)), total: undefined };
}

async function messages(
  client: GithubClient,
  { owner, repo, ref, path, author, since, until, query, ...place }: Input,
) {
  if (ref !== undefined || path !== undefined) {
    throw new ToolError(
      "invalid_input",
      "GitHub searches messages on the default branch only: leave out ref and path.",
    );
  }
  const who = author?.includes("@") ? { "author-email": author } : { author };
  const when = since === undefined && until === undefined ? undefined : `${since ?? "*"}..${until ?? "*"}`;
  const { found } = await searchSeveral(client, [`${owner}/${repo}`], ([name]) =>
    searchCommits(client, searchQuery(query, { repo: name, ...who, "author-date": when }), place),
  );
  return found;
}
