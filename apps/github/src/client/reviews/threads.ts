import { present } from "@fairlead/core";
import { toThreadRow, type GraphqlThread } from "../../shape/thread.ts";
import { connectionFacet, type Connection, type FacetPlace } from "../request/facets.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export const THREADS_QUERY = `query Threads($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        edges {
          cursor
          node {
            id path line originalLine diffSide isResolved isOutdated
            comments(first: 30) {
              totalCount
              nodes { fullDatabaseId author { login kind: __typename } authorAssociation createdAt body }
            }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

interface Answer {
  repository: { pullRequest: { reviewThreads: Connection<GraphqlThread> } };
}

/** Pages of a hundred that are looked through for unresolved ones. */
const MOST_PAGES = 5;

/** Threads on a pull request's diff. GitHub cannot filter them: pages of a hundred are read, and those wanted are kept. */
export async function readThreads(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  { limit, cursor, which }: FacetPlace & { which: "unresolved" | "all" },
) {
  const wanted = ({ isResolved }: GraphqlThread) => which === "all" || !isResolved;
  const read = async (after: string | undefined) => {
    const variables = { owner, repo, number, ...present({ after }) };
    const { repository } = await graphql<Answer>(client, THREADS_QUERY, variables, "repository.pullRequest");
    return repository.pullRequest.reviewThreads;
  };
  const first = await read(cursor);
  const edges = [...first.edges];
  let { pageInfo } = first;
  const kept = () => edges.filter((edge) => edge?.node && wanted(edge.node)).length;
  for (let pages = 1; pageInfo.hasNextPage && kept() < limit && pages < MOST_PAGES; pages += 1) {
    const next = await read(pageInfo.endCursor ?? undefined);
    edges.push(...next.edges);
    ({ pageInfo } = next);
  }
  return connectionFacet({ edges, pageInfo }, toThreadRow, { limit, wanted });
}
