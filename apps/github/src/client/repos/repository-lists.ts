import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { nextPage, pageOf } from "../request/next-page.ts";

export type ListedRepository = RestEndpointMethodTypes["repos"]["listForAuthenticatedUser"]["response"]["data"][number];

/** One page of a list, as GitHub cuts it. */
interface UpstreamPage {
  rows: ListedRepository[];
  next: string | undefined;
}

type ListPage = (limit: number, cursor: string | undefined) => Promise<UpstreamPage>;

/** Repositories that the signed-in account owns, works on, or sees through an organization. */
export function listMine(client: GithubClient, sort: "updated" | "pushed"): ListPage {
  return async (limit, cursor) => {
    const page = { per_page: limit, page: pageOf(cursor) };
    const { data, headers } = await client.rest.repos.listForAuthenticatedUser({ sort, direction: "desc", ...page });
    return { rows: data, next: nextPage(headers) };
  };
}

/** Repositories that the signed-in account has starred. */
export function listStarred(client: GithubClient, sort: "created" | "updated"): ListPage {
  return async (limit, cursor) => {
    const page = { per_page: limit, page: pageOf(cursor) };
    const { data, headers } = await client.rest.activity.listReposStarredByAuthenticatedUser({ sort, ...page });
    return { rows: data, next: nextPage(headers) };
  };
}

const SCAN = 100;

/**
 * Filters a list that GitHub cannot filter: looks through one page of 100 and gives up to `limit` matches. The cursor
 * is `page:row`, so that the next call goes on where this one stopped.
 */
export async function scanPage(
  list: ListPage,
  matches: (row: ListedRepository) => boolean,
  { limit, cursor = "1:0" }: { limit: number; cursor?: string | undefined },
): Promise<UpstreamPage> {
  const [page, from = "0"] = cursor.split(":");
  const { rows, next } = await list(SCAN, page);
  const found: ListedRepository[] = [];
  let at = Number(from);
  for (; at < rows.length && found.length < limit; at += 1) {
    const row = rows[at];
    if (row && matches(row)) found.push(row);
  }
  return { rows: found, next: at < rows.length ? `${page}:${at}` : next && `${next}:0` };
}
