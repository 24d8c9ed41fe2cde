import { ToolError } from "@fairlead/core";
import { isHttpError } from "../errors/refusal.ts";
import { graphql } from "../request/graphql.ts";
import { isSameName } from "../request/moved.ts";
import type { GithubClient } from "../github-client.ts";

/** A search over named repositories, and those of them that could not be searched. */
export interface SearchedSeveral<Found> {
  found: Found;
  skipped: string[];
}

/**
 * Searches several repositories with one query. GitHub refuses the whole query for one that the account cannot see, or that
 * it knows under another name now: then the former are left out, the latter called that, and the search is tried once more.
 *
 * @param repos `owner/name`, at most 10; none means no restriction.
 * @param search Runs the search over the repositories given.
 * @throws ToolError `not_found` when none of them is visible.
 */
export async function searchSeveral<Found>(
  client: GithubClient,
  repos: readonly string[],
  search: (repos: readonly string[]) => Promise<Found>,
): Promise<SearchedSeveral<Found>> {
  try {
    return { found: await search(repos), skipped: [] };
  } catch (error) {
    if (repos.length === 0 || !isHttpError(error) || error.status !== 422) throw error;
    const names = await presentNames(client, repos);
    if (names.every((name, index) => name !== undefined && isSameName(name, repos[index] ?? ""))) throw error;
    const visible = names.filter((name) => name !== undefined);
    if (visible.length === 0) {
      throw new ToolError("not_found", "None of these repositories is visible to this account: check their names.");
    }
    return { found: await search(visible), skipped: repos.filter((_, index) => names[index] === undefined) };
  }
}

/** A document that looks for that many repositories. `viewer` is there so that an answer is never all nulls. */
export function VISIBLE_QUERY(count: number): string {
  const aliases = Array.from({ length: count }, (_, index) => index);
  return `query Visible(${aliases.map((index) => `$o${index}: String!, $n${index}: String!`).join(", ")}) {
  viewer { login }
  ${aliases.map((index) => `r${index}: repository(owner: $o${index}, name: $n${index}) { nameWithOwner }`).join("\n  ")}
}`;
}

/** What repositories are called now; undefined for those that the account cannot see. */
async function presentNames(client: GithubClient, repos: readonly string[]): Promise<(string | undefined)[]> {
  const names = repos.map((repo) => repo.split("/"));
  const variables = Object.fromEntries(
    names.flatMap(([owner, name], index) => [
      [`o${index}`, owner],
      [`n${index}`, name],
    ]),
  );
  type Found = { nameWithOwner: string } | null;
  const found = await graphql<Record<string, Found>>(client, VISIBLE_QUERY(repos.length), variables);
  return repos.map((_, index) => found[`r${index}`]?.nameWithOwner);
}
