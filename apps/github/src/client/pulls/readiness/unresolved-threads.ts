import { graphql } from "../../request/graphql.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";

/** Whether each thread of a pull request is resolved, from `$threadsAfter` on, for documents that have it. */
export const THREAD_FIELDS = `reviewThreads(first: 100, after: $threadsAfter) {
  nodes { isResolved }
  pageInfo { hasNextPage endCursor }
}`;

/** The answer to `THREAD_FIELDS`. */
export interface ThreadFields {
  reviewThreads: {
    nodes: readonly { isResolved: boolean }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

export const UNRESOLVED_QUERY = `query Unresolved($owner: String!, $repo: String!, $number: Int!, $threadsAfter: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${THREAD_FIELDS} } }
}`;

/** Pages of a hundred threads that are counted. */
const MOST_PAGES = 10;

/** Counts the unresolved threads that an answer begins with, and those of the pages after it. */
export async function countUnresolved(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  { reviewThreads: first }: ThreadFields,
): Promise<number> {
  const nodes = [...first.nodes];
  let page = first.pageInfo;
  for (let pages = 1; page.hasNextPage && pages < MOST_PAGES; pages += 1) {
    const variables = { owner, repo, number, threadsAfter: page.endCursor };
    const { repository } = await graphql<{ repository: { pullRequest: ThreadFields } }>(
      client,
      UNRESOLVED_QUERY,
      variables,
      "repository.pullRequest",
    );
    const { reviewThreads: next } = repository.pullRequest;
    nodes.push(...next.nodes);
    page = next.pageInfo;
  }
  return nodes.filter(({ isResolved }) => !isResolved).length;
}
