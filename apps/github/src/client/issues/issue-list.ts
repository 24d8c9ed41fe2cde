import { present } from "@fairlead/core";
import { fromGraphqlIssue, toIssueRow, type GraphqlIssue, type IssueRow, type RestIssue } from "../../shape/issue.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { hiddenBySignOn } from "../request/hidden-by-sign-on.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import { scanPage, type ScannedPage } from "../request/scan-page.ts";
import { utcTime } from "../request/utc-time.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import type { SearchPage } from "../search/search.ts";

/** What issues of a repository are narrowed by. People are logins, or `*` and `none`; so is the milestone's number. */
export interface IssueFilter {
  state: "open" | "closed" | "all";
  labels?: readonly string[] | undefined;
  assignee?: string | undefined;
  author?: string | undefined;
  mentioned?: string | undefined;
  milestone?: string | undefined;
  type?: string | undefined;
  since?: string | undefined;
  /** The newest first, unless said. */
  sort?: "created" | "updated" | "comments" | undefined;
  direction?: "asc" | "desc" | undefined;
}

/** One page of issues. */
export interface IssuePage {
  rows: IssueRow[];
  next: string | undefined;
  total?: number | undefined;
  note?: string | undefined;
}

/** The fields of a row, for documents that spread `...IssueRow`. */
export const ISSUE_ROW = `fragment IssueRow on Issue {
  number title state
  author { login kind: __typename }
  labels(first: 30) { nodes { name } }
  assignees(first: 10) { nodes { login } }
  milestone { title }
  comments(first: 1) { totalCount }
  updatedAt url
}`;

export const ISSUES_QUERY = `query Issues(
  $owner: String!, $repo: String!, $first: Int!, $after: String, $filter: IssueFilters!, $order: IssueOrder!
) {
  repository(owner: $owner, name: $repo) {
    issues(first: $first, after: $after, filterBy: $filter, orderBy: $order) {
      totalCount
      nodes { ...IssueRow }
      pageInfo { hasNextPage endCursor }
    }
  }
}
${ISSUE_ROW}`;

interface IssuesAnswer {
  repository: {
    issues: {
      totalCount: number;
      nodes: readonly GraphqlIssue[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

/**
 * One page of a repository's issues. GraphQL leaves pull requests out; REST knows filters that GraphQL does not: issue
 * types, "none", and several labels at once.
 */
export function listIssues(
  client: GithubClient,
  name: RepositoryName,
  filter: IssueFilter,
  place: SearchPage,
): Promise<IssuePage> {
  const { labels = [], assignee, milestone, type } = filter;
  const restOnly = type !== undefined || labels.length > 1 || assignee === "none" || milestone === "none";
  return (restOnly ? listByRest : listByGraphql)(client, name, filter, place);
}

const FIELDS = { created: "CREATED_AT", updated: "UPDATED_AT", comments: "COMMENTS" } as const;

async function listByGraphql(
  client: GithubClient,
  name: RepositoryName,
  { state, labels, assignee, author, mentioned, milestone, since, sort = "created", direction = "desc" }: IssueFilter,
  { limit, cursor }: SearchPage,
): Promise<IssuePage> {
  const filter = present({
    states: state === "all" ? undefined : [state.toUpperCase()],
    labels,
    assignee,
    createdBy: author,
    mentioned,
    milestoneNumber: milestone,
    since: utcTime(since),
  });
  const order = { field: FIELDS[sort], direction: direction.toUpperCase() };
  const { repository } = await graphql<IssuesAnswer>(client, ISSUES_QUERY, {
    ...name,
    ...present({ after: cursor }),
    first: limit,
    filter,
    order,
  });
  const { nodes, totalCount, pageInfo } = repository.issues;
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  return { rows: nodes.map(fromGraphqlIssue), next, total: totalCount };
}

async function listByRest(
  client: GithubClient,
  name: RepositoryName,
  { labels, author, since, ...filter }: IssueFilter,
  place: SearchPage,
): Promise<IssuePage> {
  const asked = present({ ...filter, labels: labels?.join(","), creator: author, since: utcTime(since) });
  const list = async (per_page: number, cursor: string | undefined) => {
    const page = { per_page, page: pageOf(cursor) };
    const { data, headers } = await client.rest.issues.listForRepo({ ...name, ...asked, ...page });
    return { rows: data, next: nextPage(headers) };
  };
  const { rows, next } = await scanPage(list, isIssue, place);
  return { rows: rows.map(toIssueRow), next };
}

/** One page of issues over all repositories, by how the signed-in account stands to them. */
export async function listMyIssues(
  client: GithubClient,
  scope: "assigned" | "created" | "mentioned",
  { state, labels, since, sort, direction }: Pick<IssueFilter, "state" | "labels" | "since" | "sort" | "direction">,
  place: SearchPage,
): Promise<ScannedPage<IssueRow & { repo: string | undefined }>> {
  const filter = present({ labels: labels?.join(","), since: utcTime(since), sort, direction });
  const list = async (per_page: number, cursor: string | undefined) => {
    const page = { per_page, page: pageOf(cursor) };
    const { data, headers } = await client.rest.issues.list({ filter: scope, state, ...filter, ...page });
    return { rows: data, next: nextPage(headers), note: hiddenBySignOn({ headers }) };
  };
  const { rows, ...rest } = await scanPage(list, isIssue, place);
  return { rows: rows.map(withRepository), ...rest };
}

function withRepository(row: RestIssue & { repository?: { full_name: string } }) {
  return { ...toIssueRow(row), repo: row.repository?.full_name };
}

/** Pull requests stand among issues in REST, and can outnumber them by far. */
function isIssue({ pull_request: pull }: { pull_request?: unknown }): boolean {
  return pull === undefined;
}
