import { toCheck, type Check, type GraphqlCheck } from "../../shape/checks.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Checks on the head of the pull request in `$number`, for documents that have it. */
export const CHECK_FIELDS = `statusCheckRollup {
  contexts(first: 100) {
    nodes {
      kind: __typename
      ... on CheckRun { name status conclusion detailsUrl isRequired(pullRequestNumber: $number) }
      ... on StatusContext { context state targetUrl isRequired(pullRequestNumber: $number) }
    }
  }
}`;

/** The answer to `CHECK_FIELDS`. */
export interface CheckFields {
  statusCheckRollup: { contexts: { nodes: readonly GraphqlCheck[] } } | null;
}

export const CHECKS_QUERY = `query Checks($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${CHECK_FIELDS} } }
}`;

/** The checks on a pull request's head, the newest of each. */
export async function readChecks(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
): Promise<Check[]> {
  const { repository } = await graphql<{ repository: { pullRequest: CheckFields } }>(client, CHECKS_QUERY, {
    owner,
    repo,
    number,
  });
  return checksOf(repository.pullRequest);
}

export function checksOf({ statusCheckRollup: rollup }: CheckFields): Check[] {
  return rollup?.contexts.nodes.map(toCheck) ?? [];
}
