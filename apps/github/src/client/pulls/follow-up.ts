import { ignoredOf } from "../../shape/ignored.ts";
import { labelNames } from "../../shape/issue.ts";
import type { FullPull } from "../../shape/pull.ts";
import { explainError } from "../errors/explain-error.ts";
import type { GithubClient } from "../github-client.ts";
import { nameSteps } from "../issues/name-steps.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { requestReviewers, type Reviewers } from "./reviewers.ts";

/** What follows a new pull request: GitHub takes none of it with the first request. */
export interface FollowUp {
  labels: string[];
  assignees: readonly string[];
  reviewers: Reviewers;
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
  pull: Pick<FullPull, "number" | "node_id">,
  { labels, assignees, reviewers }: FollowUp,
): Promise<string[]> {
  const named: string[] = [];
  const change = { labels: { add: labels }, assignees: { add: assignees } };
  for (const { names = [], send } of nameSteps(client, name, { ...pull, labels: [], assignees: [] }, change)) {
    named.push(...(await unlessRefused(names, async () => (await send()).ignored)));
  }
  const people = [...reviewers.reviewers, ...reviewers.team_reviewers].map((reviewer) => `reviewer ${reviewer}`);
  const asked = await unlessRefused(people, () => requestReviewers(client, name, pull.number, reviewers));
  return [...named, ...asked];
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
