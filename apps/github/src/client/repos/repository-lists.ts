import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { hiddenBySignOn } from "../request/hidden-by-sign-on.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import type { ListPage } from "../request/scan-page.ts";

export type ListedRepository = RestEndpointMethodTypes["repos"]["listForAuthenticatedUser"]["response"]["data"][number];

/** Repositories that the signed-in account owns, works on, or sees through an organization. */
export function listMine(client: GithubClient, sort: "updated" | "pushed"): ListPage<ListedRepository> {
  return async (limit, cursor) => {
    const page = { per_page: limit, page: pageOf(cursor) };
    const { data, headers } = await client.rest.repos.listForAuthenticatedUser({ sort, direction: "desc", ...page });
    return { rows: data, next: nextPage(headers), note: hiddenBySignOn({ headers }) };
  };
}

/** Repositories that the signed-in account has starred. */
export function listStarred(client: GithubClient, sort: "created" | "updated"): ListPage<ListedRepository> {
  return async (limit, cursor) => {
    const page = { per_page: limit, page: pageOf(cursor) };
    const { data, headers } = await client.rest.activity.listReposStarredByAuthenticatedUser({ sort, ...page });
    return { rows: data, next: nextPage(headers), note: hiddenBySignOn({ headers }) };
  };
}
