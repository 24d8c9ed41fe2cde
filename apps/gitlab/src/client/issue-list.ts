import { present } from "@fairlead/core";
import type { UpstreamIssue } from "../shape/issue.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list } from "./one.ts";
import { paging } from "./place.ts";
import type { ListPage } from "./requester.ts";

/** What issues are narrowed by. */
export interface IssueFilter {
  project?: string | undefined;
  group?: string | undefined;
  scope?: string | undefined;
  iids?: readonly number[] | undefined;
  state: string;
  types?: readonly string[] | undefined;
  labels?: readonly string[] | undefined;
  milestone?: string | undefined;
  assignee?: string | undefined;
  author?: string | undefined;
  query?: string | undefined;
  updated_after?: string | undefined;
  sort: "created" | "updated" | "due" | "priority";
  limit: number;
  cursor?: string | undefined;
}

const ORDERS = { created: "created_at", updated: "updated_at", due: "due_date", priority: "priority" } as const;

/** One page of issues, of a project, a group, or everywhere. */
export function listIssues(client: GitlabClient, filter: IssueFilter): Promise<ListPage<UpstreamIssue>> {
  const { project, group, labels, assignee, author, query, sort, types = [] } = filter;
  const options = {
    ...present({ projectId: project, groupId: group }),
    ...present({
      scope: filter.scope ?? (project === undefined && group === undefined ? undefined : "all"),
      iids: filter.iids && [...filter.iids],
      state: filter.state === "all" ? undefined : filter.state,
      labels: labels?.join(","),
      milestone: filter.milestone,
      assigneeUsername: assignee === undefined ? undefined : [assignee],
      authorUsername: author,
      search: query,
      updatedAfter: filter.updated_after,
      // GitLab filters by one type only: of several the rows are chosen here.
      issueType: types.length === 1 ? types[0] : undefined,
    }),
    orderBy: ORDERS[sort],
    sort: sort === "due" || sort === "priority" ? "asc" : "desc",
    ...paging(filter),
  };
  const asked = list<UpstreamIssue>(client.issues.all(options as never));
  return types.length < 2
    ? asked
    : asked.then((page) => ({
        ...page,
        rows: page.rows.filter((row) => types.includes(row.issue_type ?? "issue")),
        // GitLab has counted the others, too.
        total: undefined,
      }));
}
