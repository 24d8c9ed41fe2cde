import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { nextPage, pageOf } from "../request/next-page.ts";
import type { QuotaHeaders } from "../request/refuse-when-scarce.ts";
import type { RepositoryName } from "../repos/repositories.ts";

type ListParameters = RestEndpointMethodTypes["repos"]["listCommits"]["parameters"];
export type FullCommit = RestEndpointMethodTypes["repos"]["getCommit"]["response"]["data"];
export type ChangedFile = NonNullable<FullCommit["files"]>[number];

/** One page of a branch's history, newest first. */
export async function listHistory(
  client: GithubClient,
  name: RepositoryName,
  filter: Pick<ListParameters, "sha" | "path" | "author" | "since" | "until">,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const { data, headers } = await client.rest.repos.listCommits({
    ...name,
    ...filter,
    per_page: limit,
    page: pageOf(cursor),
  });
  return { rows: data, next: nextPage(headers) };
}

/** GitHub lists 3,000 files of a commit at most, 300 to a page. */
const MOST_PAGES = 10;

/** A commit with every file that GitHub lists for it. */
export async function readCommit(
  client: GithubClient,
  name: RepositoryName,
  ref: string,
): Promise<{ commit: FullCommit; files: ChangedFile[]; headers: QuotaHeaders }> {
  const { data: commit, headers } = await client.rest.repos.getCommit({ ...name, ref });
  const files = [...(commit.files ?? [])];
  let next = nextPage(headers);
  for (let pages = 1; next !== undefined && pages < MOST_PAGES; pages += 1) {
    const page = await client.rest.repos.getCommit({ ...name, ref: commit.sha, page: pageOf(next) });
    files.push(...(page.data.files ?? []));
    next = nextPage(page.headers);
  }
  return { commit, files, headers };
}

/** Numbers of the pull requests that brought a commit in, or would. */
export async function readPullRequestsOf(client: GithubClient, name: RepositoryName, sha: string): Promise<number[]> {
  const { data } = await client.rest.repos.listPullRequestsAssociatedWithCommit({
    ...name,
    commit_sha: sha,
    per_page: 20,
  });
  return data.map(({ number }) => number);
}
