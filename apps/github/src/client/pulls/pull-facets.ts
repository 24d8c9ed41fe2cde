import { toCommitRow } from "../../shape/commit.ts";
import { toReviewRow } from "../../shape/review.ts";
import { readComments } from "../issues/comments.ts";
import { listFacet, type FacetPlace } from "../request/facets.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { readThreads } from "../reviews/threads.ts";

/** What `include` can ask for beside a pull request, as far as it comes in rows. */
export function pullFacets(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { threads }: { threads: "unresolved" | "all" },
) {
  const pull = { ...name, pull_number: number };
  return {
    files: (place: FacetPlace) =>
      listFacet(
        place,
        (page) => client.rest.pulls.listFiles({ ...pull, ...page }),
        ({ filename: path, status, additions, deletions }) => ({ path, status, additions, deletions }),
      ),
    commits: (place: FacetPlace) =>
      listFacet(place, (page) => client.rest.pulls.listCommits({ ...pull, ...page }), toCommitRow),
    reviews: (place: FacetPlace) =>
      listFacet(place, (page) => client.rest.pulls.listReviews({ ...pull, ...page }), toReviewRow),
    threads: (place: FacetPlace) => readThreads(client, name, number, { ...place, which: threads }),
    comments: (place: FacetPlace) => readComments(client, name, number, place),
  };
}
