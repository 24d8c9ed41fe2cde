import { namesOut } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import { z } from "zod";
import { loginOf, type Actor } from "./actor.ts";
import { labelNames } from "./issue.ts";

/** The fields of a pull request as lists give it. */
export const pullRow = {
  number: z.int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean(),
  author: z.string().optional(),
  head: z.string(),
  base: z.string(),
  review_decision: z.string().optional(),
  checks: z.string().optional(),
  url: z.string(),
  repo: z.string().optional(),
};

type PullRow = z.input<z.ZodObject<typeof pullRow>>;

/** A node of a GraphQL document with the fragment of `client/pulls/pull-list.ts`. */
export interface GraphqlPull {
  number: number;
  title: string;
  state: string;
  isDraft: boolean;
  author: Actor;
  headRefName: string;
  headRepositoryOwner: { login: string } | null;
  isCrossRepository: boolean;
  baseRefName: string;
  reviewDecision: string | null;
  statusCheckRollup: { state: string } | null;
  url: string;
  repository: { nameWithOwner: string };
}

/** @param everywhere The list is one of several repositories. */
export function toPullRow(row: GraphqlPull, everywhere: boolean): PullRow {
  return {
    number: row.number,
    title: row.title,
    state: row.state.toLowerCase(),
    draft: row.isDraft,
    author: loginOf(row.author),
    head: row.isCrossRepository ? `${row.headRepositoryOwner?.login ?? "deleted"}:${row.headRefName}` : row.headRefName,
    base: row.baseRefName,
    review_decision: row.reviewDecision?.toLowerCase(),
    checks: row.statusCheckRollup ? checksWord(row.statusCheckRollup.state) : undefined,
    url: row.url,
    repo: everywhere ? row.repository.nameWithOwner : undefined,
  };
}

/** What all checks of a commit come to, from GitHub's state of them. */
function checksWord(state: string): "passing" | "failing" | "pending" {
  if (state === "SUCCESS") return "passing";
  return state === "PENDING" || state === "EXPECTED" ? "pending" : "failing";
}

/** The fields of one pull request. */
export const pullFacts = {
  number: z.int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean(),
  author: z.string().optional(),
  author_association: z.string(),
  body: z.string(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.string().optional() }).meta({ properties: undefined }),
  base: z.object({ ref: z.string(), sha: z.string() }).meta({ properties: undefined }),
  reviewers: namesOut,
  labels: namesOut,
  assignees: namesOut,
  additions: z.int(),
  deletions: z.int(),
  changed_files: z.int(),
  updated_at: z.string(),
  url: z.string(),
};

export type FullPull = RestEndpointMethodTypes["pulls"]["get"]["response"]["data"];

export function toPull(row: FullPull): z.input<z.ZodObject<typeof pullFacts>> {
  return {
    number: row.number,
    title: row.title,
    state: row.merged ? "merged" : row.state,
    draft: row.draft ?? false,
    author: row.user?.login,
    author_association: row.author_association,
    body: row.body ?? "",
    head: { ref: row.head.ref, sha: row.head.sha, repo: row.head.repo?.full_name },
    base: { ref: row.base.ref, sha: row.base.sha },
    reviewers: reviewersOf(row),
    labels: labelNames(row),
    assignees: row.assignees?.map(({ login }) => login) ?? [],
    additions: row.additions,
    deletions: row.deletions,
    changed_files: row.changed_files,
    updated_at: row.updated_at,
    url: row.html_url,
  };
}

/** GitHub lists no more of them, however they are paged. */
const MOST_COMMITS = 250;
const MOST_FILES = 3_000;

/** What of a pull request no page of its lists will show; undefined where they show all. */
export function unlisted(row: Pick<FullPull, "commits" | "changed_files">, include: readonly string[]) {
  const notes = [
    ...(include.includes("commits") && row.commits > MOST_COMMITS
      ? [`GitHub lists ${MOST_COMMITS} of ${row.commits} commits: read the others with list_commits on the head`]
      : []),
    ...(include.includes("files") && row.changed_files > MOST_FILES
      ? [`GitHub lists ${MOST_FILES} of ${row.changed_files} files`]
      : []),
  ];
  return notes.length > 0 ? notes.join("; ") : undefined;
}

/** People and teams that are asked for a review, teams as `org/team`. */
export function reviewersOf(row: Pick<FullPull, "requested_reviewers" | "requested_teams" | "base">): string[] {
  const teams = row.requested_teams?.map(({ slug }) => `${row.base.repo.owner.login}/${slug}`) ?? [];
  return [...(row.requested_reviewers?.map(({ login }) => login) ?? []), ...teams];
}
