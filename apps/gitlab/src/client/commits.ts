import type { UpstreamCommit } from "../shape/commit.ts";
import type { UpstreamDiff } from "./diff-files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list, one } from "./one.ts";
import type { ListPage } from "./requester.ts";

/** Pages of changed files, 100 each. */
const MOST_PAGES = 10;

/** Every row that a list of changed files gives, page by page. */
export async function everyDiff(
  read: (page: number) => Promise<ListPage<UpstreamDiff>>,
  mostPages = MOST_PAGES,
): Promise<UpstreamDiff[]> {
  const rows: UpstreamDiff[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await read(page);
    rows.push(...found.rows);
    if (found.next === undefined) break;
  }
  return rows;
}

export async function readCommit(client: GitlabClient, project: string, sha: string) {
  const commit = await one<UpstreamCommit>(client.commits.show(project, sha, { stats: true }));
  const diffs = await everyDiff((page) =>
    list<UpstreamDiff>(client.commits.showDiff(project, commit.id, { perPage: 100, page })),
  );
  return { commit, diffs };
}

/** What jobs and other systems reported on a commit, as `name: status`. */
export async function readStatuses(client: GitlabClient, project: string, sha: string): Promise<string[]> {
  const asked = client.commits.allStatuses(project, sha, { perPage: 100 } as never);
  const { rows } = await list<{ name?: string | null; status: string }>(asked);
  return rows.map(({ name, status }) => `${name ?? "unnamed"}: ${status}`);
}

/** iids of the merge requests that brought a commit in, or would. */
export async function readMergeRequestsOf(client: GitlabClient, project: string, sha: string): Promise<number[]> {
  const { rows } = await list<{ iid: number }>(client.commits.allMergeRequests(project, sha, { perPage: 20 }));
  return rows.map(({ iid }) => iid);
}
