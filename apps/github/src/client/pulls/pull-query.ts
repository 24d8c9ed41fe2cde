import type { RepositoryName } from "../repos/repositories.ts";
import { searchQuery } from "../search/search.ts";
import type { GraphqlPull } from "../../shape/pull.ts";

/** What pull requests are narrowed by. */
export interface PullFilter {
  scope?: "mine" | "review_requested" | "assigned" | undefined;
  state: "open" | "closed" | "merged" | "all";
  base?: string | undefined;
  /** A branch, or `owner:branch`. */
  head?: string | undefined;
  author?: string | undefined;
  draft?: boolean | undefined;
  labels?: readonly string[] | undefined;
  checks?: "passing" | "failing" | "pending" | undefined;
  review?: "approved" | "changes_requested" | "required" | undefined;
  sort?: "created" | "updated" | "comments" | undefined;
  direction?: "asc" | "desc" | undefined;
}

const SCOPES = {
  mine: { author: "@me" },
  review_requested: { "review-requested": "@me" },
  assigned: { assignee: "@me" },
} as const;
const STATUS = { passing: "success", failing: "failure", pending: "pending" } as const;

/** The words that GitHub searches pull requests by. */
export function pullQuery(name: RepositoryName | undefined, filter: PullFilter): string {
  const {
    scope,
    state,
    base,
    head,
    author,
    draft,
    labels = [],
    checks,
    review,
    sort = "created",
    direction = "desc",
  } = filter;
  return [
    "is:pull-request",
    state === "all" ? "" : `is:${state}`,
    searchQuery(undefined, {
      repo: name && `${name.owner}/${name.repo}`,
      base,
      head: branchOf(head),
      draft,
      review,
      status: checks && STATUS[checks],
    }),
    searchQuery(undefined, { author: author?.replace(/^(.*)\[bot\]$/, "app/$1") }),
    ...labels.map((label) => searchQuery(undefined, { label })),
    scope ? searchQuery(undefined, SCOPES[scope]) : "",
    `sort:${sort}-${direction}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The branch of `owner:branch`. */
export function branchOf(head: string | undefined): string | undefined {
  return head?.slice(head.indexOf(":") + 1);
}

/** True for a pull request from that head: GitHub's own filter knows branches only, and its search their beginnings. */
export function isHead(
  row: Pick<GraphqlPull, "headRefName" | "headRepositoryOwner">,
  head: string | undefined,
): boolean {
  if (head === undefined) return true;
  const owner = head.includes(":") ? head.slice(0, head.indexOf(":")) : undefined;
  const isOwner = owner === undefined || owner.toLowerCase() === row.headRepositoryOwner?.login.toLowerCase();
  return isOwner && row.headRefName === branchOf(head);
}
