import { ToolError } from "@fairlead/core";
import type { FullPull } from "../shape/pull.ts";
import { isSameText } from "../shape/same-text.ts";
import { ignoredOf } from "../shape/ignored.ts";
import { labelNames } from "../shape/issue.ts";
import { explainError } from "./explain-error.ts";
import type { GithubClient } from "./github-client.ts";
import { resolveLabels } from "./labels.ts";
import { refuseUnknownPeople } from "./people.ts";
import { present } from "./present.ts";
import { isRecent } from "./recent.ts";
import type { RepositoryName } from "./repositories.ts";
import { requestReviewers, splitReviewers, type Reviewers } from "./reviewers.ts";
import { readTemplates } from "./templates.ts";
import { readViewer } from "./viewer.ts";

export interface NewPull {
  title: string;
  head: string;
  base: string;
  body?: string | undefined;
  use_template?: boolean | undefined;
  draft?: boolean | undefined;
  maintainer_can_modify?: boolean | undefined;
  reviewers?: readonly string[] | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
}

/** What follows a new pull request: GitHub takes none of it with the first request. */
export interface FollowUp {
  labels: string[];
  assignees: readonly string[];
  reviewers: Reviewers;
}

/** Checks what a new pull request is to have, and makes its request. */
export async function preparePull(client: GithubClient, name: RepositoryName, asked: NewPull) {
  const { title, head, base, draft = false, maintainer_can_modify = true, assignees = [] } = asked;
  const reviewers = splitReviewers(asked.reviewers ?? [], name);
  const [labels, body] = await Promise.all([
    resolveLabels(client, name, asked.labels ?? []),
    bodyOf(client, name, asked),
    refuseUnknownPeople(client, name, assignees),
  ]);
  const request = { ...name, title, head, base, draft, maintainer_can_modify, ...present({ body }) };
  return { request, follow: { labels, assignees, reviewers } satisfies FollowUp };
}

async function bodyOf(
  client: GithubClient,
  name: RepositoryName,
  { body, use_template }: NewPull,
): Promise<string | undefined> {
  if (!use_template) return body;
  if (body !== undefined) throw new ToolError("invalid_input", "Pass a body or use_template, not both.");
  const template = (await readTemplates(client, name)).find(({ kind }) => kind === "pull_request");
  if (template) return template.body;
  throw new ToolError("not_found", "The repository has no template for pull requests: pass a body.");
}

/** What is to follow, in words, for a preview. */
export function followUpWords({ labels, assignees, reviewers }: FollowUp): string[] {
  const asked = [...reviewers.reviewers, ...reviewers.team_reviewers];
  return [
    ...(labels.length > 0 ? [`labels: ${labels.join(", ")}`] : []),
    ...(assignees.length > 0 ? [`assignees: ${assignees.join(", ")}`] : []),
    ...(asked.length > 0 ? [`reviews asked of: ${asked.join(", ")}`] : []),
  ];
}

/**
 * Gives a new pull request its labels, people and reviewers. The pull request is there already: what fails is named and
 * stops nothing.
 *
 * @returns What was left out, such as `reviewer driveby7`.
 */
export async function followUp(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { labels, assignees, reviewers }: FollowUp,
): Promise<string[]> {
  const named = await unlessRefused(
    [...labels.map((label) => `label ${label}`), ...assignees.map((login) => `assignee ${login}`)],
    async () => {
      const wanted = present({ labels: some(labels), assignees: some(assignees) });
      const { data } = await client.rest.issues.update({ ...name, issue_number: number, ...wanted });
      const given = { labels: labelNames(data), assignees: data.assignees?.map(({ login }) => login) ?? [] };
      return ignoredOf({ labels, assignees }, given) ?? [];
    },
  );
  const people = [...reviewers.reviewers, ...reviewers.team_reviewers].map((reviewer) => `reviewer ${reviewer}`);
  const asked = await unlessRefused(people, () => requestReviewers(client, name, number, reviewers));
  return [...named, ...asked];
}

function some(names: readonly string[]): string[] | undefined {
  return names.length > 0 ? [...names] : undefined;
}

/** @param all What is left out where GitHub refuses the whole, such as for want of the right to triage. */
async function unlessRefused(all: readonly string[], send: () => Promise<string[]>): Promise<string[]> {
  if (all.length === 0) return [];
  try {
    return await send();
  } catch (error) {
    if (explainError(error) === undefined) throw error;
    return [...all];
  }
}

/** The pull request that this account opened with these words a moment ago, if there is one. */
export async function findRecentPull(
  client: GithubClient,
  name: RepositoryName,
  { title, body, use_template, head, base }: NewPull,
) {
  const { login } = await readViewer(client);
  const from = head.includes(":") ? head : `${name.owner}:${head}`;
  const { data, headers } = await client.rest.pulls.list({ ...name, head: from, base, state: "all", per_page: 20 });
  return data.find(
    (row) =>
      row.user?.login === login &&
      isSameText(row.title, title) &&
      (use_template === true || isSameText(row.body, body)) &&
      isRecent(row.created_at, headers.date),
  );
}

/** What of the follow-up a pull request lacks. */
export function missingOf(
  { labels, assignees, reviewers }: FollowUp,
  row: Pick<FullPull, "labels" | "assignees" | "requested_reviewers" | "requested_teams">,
): string[] {
  const given = { labels: labelNames(row), assignees: row.assignees?.map(({ login }) => login) ?? [] };
  const people = row.requested_reviewers?.map(({ login }) => login) ?? [];
  const teams = row.requested_teams?.map(({ slug }) => slug) ?? [];
  return [
    ...(ignoredOf({ labels, assignees }, given) ?? []),
    ...reviewers.reviewers.filter((login) => !people.includes(login)).map((login) => `reviewer ${login}`),
    ...reviewers.team_reviewers.filter((slug) => !teams.includes(slug)).map((slug) => `reviewer ${slug}`),
  ];
}
