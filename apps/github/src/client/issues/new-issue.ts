import { present, ToolError } from "@fairlead/core";
import { ignoredOf, type Given } from "../../shape/ignored.ts";
import { labelNames } from "../../shape/issue.ts";
import { isSameText } from "@fairlead/domain/text-edit";
import type { GithubClient } from "../github-client.ts";
import { findSimilarIssues } from "./issue-search.ts";
import type { FullIssue } from "./issues.ts";
import { resolveLabels } from "./labels.ts";
import { resolveMilestone } from "./milestones.ts";
import { refuseUnknownPeople } from "../users/people.ts";
import { isRecent } from "../request/recent.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export interface NewIssue {
  title: string;
  body?: string | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  milestone?: string | undefined;
  type?: string | undefined;
  create_labels?: boolean | undefined;
  check_duplicates?: boolean | undefined;
}

/**
 * Checks what a new issue is to have, and makes its request.
 *
 * @throws ToolError `invalid_input` for labels, people or a milestone that are not there; `conflict` where the check for
 *   duplicates finds the same title.
 */
export async function prepareIssue(client: GithubClient, name: RepositoryName, asked: NewIssue) {
  const { title, body, assignees = [], type } = asked;
  const [labels, milestone, similar] = await Promise.all([
    asked.create_labels ? asked.labels : resolveLabels(client, name, asked.labels ?? []),
    asked.milestone === undefined ? undefined : resolveMilestone(client, name, asked.milestone),
    asked.check_duplicates ? findSimilarIssues(client, `${name.owner}/${name.repo}`, title) : [],
    refuseUnknownPeople(client, name, assignees),
  ]);
  refuseTwin(title, similar);
  const wanted = { labels: some(labels), assignees: some(assignees), milestone, type };
  return { request: { ...name, title, ...present({ body, ...wanted }) }, wanted, similar };
}

function some(names: readonly string[] | undefined): string[] | undefined {
  return names === undefined || names.length === 0 ? undefined : [...names];
}

function refuseTwin(title: string, similar: readonly { number: number; title: string; url: string }[]): void {
  const twin = similar.find((row) => wordsOf(row.title) === wordsOf(title));
  if (!twin) return;
  throw new ToolError(
    "conflict",
    `#${twin.number} is open under this title. Nothing was made: comment there, or leave out check_duplicates.`,
    { details: { number: twin.number, url: twin.url } },
  );
}

function wordsOf(title: string): string {
  return (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/** The output for an issue that GitHub has made. */
export function describeNewIssue(
  { wanted, similar }: Pick<Awaited<ReturnType<typeof prepareIssue>>, "wanted" | "similar">,
  issue: Pick<FullIssue, "number" | "html_url" | "labels" | "assignees" | "milestone" | "type">,
) {
  return {
    number: issue.number,
    url: issue.html_url,
    ignored: ignoredOf(wanted, givenOf(issue)),
    duplicates: similar.length > 0 ? similar : undefined,
  };
}

/** What an issue has of labels, people, milestone and type. */
export function givenOf(issue: Pick<FullIssue, "labels" | "assignees" | "milestone" | "type">): Given {
  return {
    labels: labelNames(issue),
    assignees: issue.assignees?.map(({ login }) => login) ?? [],
    milestone: issue.milestone?.number,
    type: issue.type?.name,
  };
}

/** The issue that somebody opened with these words a moment ago, if there is one. */
export async function findRecentIssue(
  client: GithubClient,
  name: RepositoryName,
  { title, body }: Pick<NewIssue, "title" | "body">,
  author: string,
) {
  const newest = { creator: author, state: "all", sort: "created", direction: "desc", per_page: 20 } as const;
  const { data, headers } = await client.rest.issues.listForRepo({ ...name, ...newest });
  return data.find(
    (row) =>
      row.pull_request === undefined &&
      isSameText(row.title, title) &&
      isSameText(row.body, body) &&
      isRecent(row.created_at, headers.date),
  );
}
