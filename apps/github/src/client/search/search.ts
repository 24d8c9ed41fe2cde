import { present } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { hiddenBySignOn } from "../request/hidden-by-sign-on.ts";
import { nextPage, pageOf } from "../request/next-page.ts";

/** A page of a search, as every search wants it: GitHub gives the first 1,000 matches. */
export interface SearchPage {
  limit: number;
  cursor?: string | undefined;
}

export interface Found<Row> {
  rows: Row[];
  next: string | undefined;
  total: number;
  /** GitHub ran out of time and looked at a part only. */
  incomplete: boolean;
  /** What is left out besides. */
  note?: string | undefined;
}

type Searched<Kind extends "repos" | "code" | "commits"> =
  RestEndpointMethodTypes["search"][Kind]["response"]["data"]["items"][number];

/**
 * Writes a search query: words, then qualifiers. A value with a space is quoted; undefined ones are left out.
 *
 * @example searchQuery("cart", { user: "harbor", archived: false }) // "cart user:harbor archived:false"
 */
export function searchQuery(
  words: string | undefined,
  qualifiers: Record<string, string | boolean | undefined>,
): string {
  const written = Object.entries(qualifiers).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}:${quoted(String(value))}`,
  );
  return [words?.trim(), ...written].filter((part) => part !== undefined && part !== "").join(" ");
}

function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
}

export async function searchRepositories(
  client: GithubClient,
  q: string,
  sort: "stars" | "forks" | "updated" | undefined,
  { limit, cursor }: SearchPage,
): Promise<Found<Searched<"repos">>> {
  const page = { per_page: limit, page: pageOf(cursor) };
  return found(await client.rest.search.repos({ q, ...page, ...present({ sort }) }));
}

/** Code of default branches, each match with the lines around it. */
export async function searchCode(
  client: GithubClient,
  q: string,
  { limit, cursor }: SearchPage,
): Promise<Found<Searched<"code">>> {
  const mediaType = { format: "text-match" };
  return found(await client.rest.search.code({ q, per_page: limit, page: pageOf(cursor), mediaType }));
}

/** Commits of default branches, by message. */
export async function searchCommits(
  client: GithubClient,
  q: string,
  { limit, cursor }: SearchPage,
): Promise<Found<Searched<"commits">>> {
  const page = { per_page: limit, page: pageOf(cursor) };
  return found(await client.rest.search.commits({ q, sort: "author-date", order: "desc", ...page }));
}

function found<Row>(response: {
  data: { items: Row[]; total_count: number; incomplete_results: boolean };
  headers: { link?: string | undefined; [name: string]: unknown };
}): Found<Row> {
  const { items, total_count, incomplete_results } = response.data;
  return {
    rows: items,
    next: nextPage(response.headers),
    total: total_count,
    incomplete: incomplete_results,
    note: hiddenBySignOn(response),
  };
}
