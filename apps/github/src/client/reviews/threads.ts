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

/** Threads on a pull request's diff. GitHub cannot filter them: a page of a hundred is read, and those wanted are kept. */
export async function readThreads(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  { limit, cursor, which }: FacetPlace & { which: "unresolved" | "all" },
) {
  const variables = { owner, repo, number, ...present({ after: cursor }) };
  const { repository } = await graphql<Answer>(client, THREADS_QUERY, variables, "repository.pullRequest");
  const wanted = ({ isResolved }: GraphqlThread) => which === "all" || !isResolved;
  return connectionFacet(repository.pullRequest.reviewThreads, toThreadRow, { limit, wanted });
}
