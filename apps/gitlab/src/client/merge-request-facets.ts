import type { FacetPage, FacetPlace } from "@fairlead/domain/facets";
import { toCommitRow, type UpstreamCommit } from "../shape/commit.ts";
import { isResolvable, isResolved, notesOf, toDiscussionRow, type UpstreamDiscussion } from "../shape/note.ts";
import { toPipelineRow, type UpstreamPipeline } from "../shape/pipeline.ts";
import { readDiscussions } from "./discussions.ts";
import { listFacet } from "./facets.ts";
import type { GitlabClient } from "./gitlab-client.ts";

/** What `include` can ask for beside a merge request, as far as it comes in rows. */
export function mergeRequestFacets(
  client: GitlabClient,
  project: string,
  iid: number,
  { discussions: which }: { discussions: "unresolved" | "all" },
) {
  return {
    commits: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.mergeRequests.allCommits(project, iid, page as never),
        (row: UpstreamCommit) => [toCommitRow(row)],
      ),
    discussions: (place: FacetPlace) => discussionFacet(client, project, iid, which, place),
    notes: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.discussions.all(project, iid, page),
        (row: UpstreamDiscussion) => (isResolvable(row) ? [] : notesOf([row])),
      ),
    pipelines: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.mergeRequests.allPipelines(project, iid, page as never),
        (row: UpstreamPipeline) => [toPipelineRow(row)],
      ),
  };
}

/** Those of the diff and other threads; a cursor counts rows, as the unresolved ones cannot be asked for. */
async function discussionFacet(
  client: GitlabClient,
  project: string,
  iid: number,
  which: "unresolved" | "all",
  { limit, cursor = "0" }: FacetPlace,
): Promise<FacetPage<ReturnType<typeof toDiscussionRow>>> {
  const from = Number(cursor);
  const threads = (await readDiscussions(client, project, iid)).filter(isResolvable);
  const wanted = which === "all" ? threads : threads.filter((row) => !isResolved(row));
  return {
    rows: wanted.slice(from, from + limit).map(toDiscussionRow),
    after: (shown) => (from + shown < wanted.length ? String(from + shown) : undefined),
  };
}
