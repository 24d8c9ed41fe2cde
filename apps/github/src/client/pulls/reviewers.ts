import { ToolError } from "@fairlead/core";
import { explainError } from "../errors/explain-error.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** GitHub's own reviewer, under the short name that people use. */
const COPILOT = "copilot-pull-request-reviewer[bot]";

/** Who is asked for a review, in the two fields that GitHub has for them. */
export interface Reviewers {
  reviewers: string[];
  team_reviewers: string[];
}

/**
 * Tells people from teams.
 *
 * @param names Logins, `copilot`, and teams of the repository's owner as `org/team`.
 * @throws ToolError `invalid_input` for a team of somebody else.
 */
export function splitReviewers(names: readonly string[], { owner }: RepositoryName): Reviewers {
  const people = names.filter((name) => !name.includes("/"));
  const teams = names.filter((name) => name.includes("/")).map((name) => name.split("/"));
  const foreign = teams.find(([org, slug]) => org?.toLowerCase() !== owner.toLowerCase() || !slug);
  if (foreign) {
    throw new ToolError("invalid_input", `Only teams of ${owner} can review here: name one as ${owner}/team.`);
  }
  return {
    reviewers: people.map((name) => (name.toLowerCase() === "copilot" ? COPILOT : name)),
    team_reviewers: teams.map(([, slug = ""]) => slug),
  };
}

/** Asks for reviews. GitHub refuses all of them for one that it cannot ask: then each is asked alone. */
export function requestReviewers(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  wanted: Reviewers,
): Promise<string[]> {
  return eachAlone(wanted, (some) => client.rest.pulls.requestReviewers({ ...name, pull_number: number, ...some }));
}

/** Takes such requests back. */
export function removeReviewers(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  wanted: Reviewers,
): Promise<string[]> {
  return eachAlone(wanted, (some) =>
    client.rest.pulls.removeRequestedReviewers({ ...name, pull_number: number, ...some }),
  );
}

/** @returns Those that GitHub refuses, such as `reviewer iokafor`. */
async function eachAlone(wanted: Reviewers, send: (some: Reviewers) => Promise<unknown>): Promise<string[]> {
  if (wanted.reviewers.length + wanted.team_reviewers.length === 0) return [];
  try {
    await send(wanted);
    return [];
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  const alone = [
    ...wanted.reviewers.map((login) => ({ reviewers: [login], team_reviewers: [] })),
    ...wanted.team_reviewers.map((slug) => ({ reviewers: [], team_reviewers: [slug] })),
  ];
  const ignored: string[] = [];
  for (const one of alone) {
    const name = one.reviewers[0] ?? one.team_reviewers[0];
    if (alone.length === 1 || (await isIgnored(() => send(one)))) ignored.push(`reviewer ${name}`);
  }
  return ignored;
}

async function isIgnored(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return false;
  } catch (error) {
    if (!isRefused(error)) throw error;
    return true;
  }
}

/** 422 for somebody who cannot be asked, such as the author, or a login that nobody has. */
function isRefused(error: unknown): boolean {
  return explainError(error)?.code === "invalid_input";
}
