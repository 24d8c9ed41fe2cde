import { present, ToolError } from "@fairlead/core";
import { toPullRow, type GraphqlPull } from "../../shape/pull.ts";
import { branchOf, isHead, pullQuery, type PullFilter } from "./pull-query.ts";
import { graphql } from "../request/graphql.ts";
import { isSameName } from "../request/moved.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import type { SearchPage } from "../search/search.ts";

export interface PullPage {
  rows: ReturnType<typeof toPullRow>[];
  next: string | undefined;
  total: number;
}

const PULL_ROW = `fragment PullRow on PullRequest {
  number title state isDraft
  author { login kind: __typename }
  headRefName headRepositoryOwner { login } isCrossRepository
  baseRefName reviewDecision
  statusCheckRollup { state }
  url repository { nameWithOwner }
}`;

export const PULLS_QUERY = `query Pulls(
  $owner: String!, $repo: String!, $first: Int!, $after: String,
  $states: [PullRequestState!], $head: String, $base: String, $order: IssueOrder!
) {
  repository(owner: $owner, name: $repo) {
    pullRequests(first: $first, after: $after, states: $states, headRefName: $head, baseRefName: $base, orderBy: $order) {
      totalCount
      nodes { ...PullRow }
      pageInfo { hasNextPage endCursor }
    }
  }
}
${PULL_ROW}`;

const SEARCH = `search(query: $q, type: ISSUE, first: $first, after: $after) {
    issueCount
    nodes { ...PullRow }
    pageInfo { hasNextPage endCursor }
  }`;

export const SEARCH_PULLS_QUERY = `query SearchPulls($q: String!, $first: Int!, $after: String) {
  ${SEARCH}
}
${PULL_ROW}`;

/** The repository stands beside the search, which finds nothing in one that is not there, instead of saying so. */
export const SEARCH_PULLS_IN_QUERY = `query SearchPullsIn(
  $owner: String!, $repo: String!, $q: String!, $first: Int!, $after: String
) {
  repository(owner: $owner, name: $repo) { nameWithOwner }
  ${SEARCH}
}
${PULL_ROW}`;

interface Rows {
  /** Null for what single sign-on hides from this token. */
  nodes: readonly (GraphqlPull | null)[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface SearchAnswer {
  search: Rows & { issueCount: number };
  repository?: { nameWithOwner: string } | null;
}

/** One page of a repository's pull requests, or without a name of those everywhere. */
export async function listPulls(
  client: GithubClient,
  name: RepositoryName | undefined,
  filter: PullFilter,
  place: SearchPage,
): Promise<PullPage> {
  const { scope, author, draft, labels = [], checks, review } = filter;
  const searched = [scope, author, draft, checks, review].some((value) => value !== undefined) || labels.length > 0;
  const { rows, total } = await (name && !searched
    ? listIn(client, name, filter, place)
    : search(client, name, filter, place));
  const { hasNextPage, endCursor } = rows.pageInfo;
  return {
    rows: rows.nodes.flatMap((row) => (row && isHead(row, filter.head) ? toPullRow(row, name === undefined) : [])),
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
    total,
  };
}

const STATES = { open: ["OPEN"], closed: ["CLOSED", "MERGED"], merged: ["MERGED"], all: undefined } as const;
const FIELDS = { created: "CREATED_AT", updated: "UPDATED_AT", comments: "COMMENTS" } as const;

async function listIn(
  client: GithubClient,
  name: RepositoryName,
  { state, head, base, sort = "created", direction = "desc" }: PullFilter,
  { limit, cursor }: SearchPage,
) {
  const variables = {
    ...name,
    first: limit,
    ...present({ after: cursor, states: STATES[state], base, head: branchOf(head) }),
  };
  const order = { field: FIELDS[sort], direction: direction.toUpperCase() };
  const { repository } = await graphql<{ repository: { pullRequests: Rows & { totalCount: number } } }>(
    client,
    PULLS_QUERY,
    { ...variables, order },
  );
  const { pullRequests: rows } = repository;
  return { rows, total: rows.totalCount };
}

async function search(
  client: GithubClient,
  name: RepositoryName | undefined,
  filter: PullFilter,
  place: SearchPage,
): Promise<{ rows: Rows; total: number }> {
  const { limit, cursor } = place;
  // Octokit keeps the name `query` for the document.
  const variables = { ...name, q: pullQuery(name, filter), first: limit, ...present({ after: cursor }) };
  const document = name ? SEARCH_PULLS_IN_QUERY : SEARCH_PULLS_QUERY;
  const { search: rows, repository } = await graphql<SearchAnswer>(client, document, variables);
  if (name && !repository) {
    throw new ToolError(
      "not_found",
      "There is no such repository, or it is not visible to this account: check its name.",
    );
  }
  const [owner = "", repo = ""] = repository?.nameWithOwner.split("/") ?? [];
  // Everything else answers under a former name; a search knows the present one.
  if (name && !isSameName(`${owner}/${repo}`, `${name.owner}/${name.repo}`)) {
    return search(client, { owner, repo }, filter, place);
  }
  return { rows, total: rows.issueCount };
}
