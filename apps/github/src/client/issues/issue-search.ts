import type { RestEndpointMethodTypes } from "@octokit/rest";
import { isSimple, issueQueries, type IssueSearch } from "./issue-query.ts";
import type { GithubClient } from "../github-client.ts";
import { hiddenBySignOn } from "../request/hidden-by-sign-on.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import type { Found, SearchPage } from "../search/search.ts";
import { searchSyntax } from "../search/search-syntax.ts";

type FoundIssue = RestEndpointMethodTypes["search"]["issuesAndPullRequests"]["response"]["data"]["items"][number];

export interface IssueOrder {
  sort: "best_match" | "created" | "updated" | "comments";
  order: "asc" | "desc";
}

/**
 * One page of a search for issues, pull requests or both. Where that takes several queries, each gives its share of the
 * page, and the rows are put in order.
 */
export async function searchIssues(
  client: GithubClient,
  search: IssueSearch,
  order: IssueOrder,
  { limit, cursor }: SearchPage,
): Promise<Found<FoundIssue>> {
  const syntax = isSimple(search) ? "plain" : await searchSyntax(client);
  const queries = issueQueries(search, syntax);
  const sort = order.sort === "best_match" ? {} : { sort: order.sort, order: order.order };
  // A server reads OR and brackets only when it is asked to; GitHub.com has read nothing else since 2025-09-04.
  const advanced = syntax === "boolean" ? { advanced_search: "true" } : {};
  const page = { per_page: Math.max(1, Math.floor(limit / queries.length)), page: pageOf(cursor) };
  const answers = await Promise.all(
    queries.map((q) => client.rest.search.issuesAndPullRequests({ q, ...sort, ...advanced, ...page })),
  );
  return {
    rows: unique(
      merge(
        answers.map(({ data }) => data.items),
        order,
      ),
    ),
    next: answers.map(({ headers }) => nextPage(headers)).find((next) => next !== undefined),
    total: answers.reduce((sum, { data }) => sum + data.total_count, 0),
    incomplete: answers.some(({ data }) => data.incomplete_results),
    note: hiddenBySignOn(...answers),
  };
}

const KEYS = {
  created: ({ created_at: at }: FoundIssue) => Date.parse(at),
  updated: ({ updated_at: at }: FoundIssue) => Date.parse(at),
  comments: ({ comments }: FoundIssue) => comments,
};

/** By the order asked for; best matches take turns. */
function merge(lists: readonly FoundIssue[][], { sort, order }: IssueOrder): FoundIssue[] {
  if (sort === "best_match") {
    const longest = Math.max(...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat();
  }
  const sign = order === "asc" ? 1 : -1;
  return lists.flat().toSorted((a, b) => sign * (KEYS[sort](a) - KEYS[sort](b)));
}

function unique(rows: readonly FoundIssue[]): FoundIssue[] {
  return [...new Map(rows.map((row) => [row.node_id, row])).values()];
}

/** A number of words that titles of open issues must have, to find what was reported before. */
const WORDS = 3;

/** Open issues of a repository whose titles have the longest words of this one. */
export async function findSimilarIssues(
  client: GithubClient,
  repo: string,
  title: string,
): Promise<{ number: number; title: string; url: string }[]> {
  const words = [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, WORDS);
  if (words.length === 0) return [];
  const q = `${words.join(" ")} in:title is:issue is:open repo:${repo}`;
  const { data } = await client.rest.search.issuesAndPullRequests({ q, per_page: 5 });
  return data.items.map((row) => ({ number: row.number, title: row.title, url: row.html_url }));
}
