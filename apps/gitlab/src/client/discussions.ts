import type { UpstreamDiscussion } from "../shape/note.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { list } from "./one.ts";

/** Pages of discussions, 100 each. */
const MOST_PAGES = 5;

/** The discussions of a merge request, up to 500: GitLab gives 20 unless asked for more, and resolution is in none of its filters. */
export async function readDiscussions(
  client: GitlabClient,
  project: string,
  iid: number,
): Promise<UpstreamDiscussion[]> {
  const rows: UpstreamDiscussion[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = await list<UpstreamDiscussion>(client.discussions.all(project, iid, { perPage: 100, page }));
    rows.push(...found.rows);
    if (found.next === undefined) break;
  }
  return rows;
}
