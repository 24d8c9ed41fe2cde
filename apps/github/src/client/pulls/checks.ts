import { hiddenChecks, toCheck, type Check, type GraphqlCheck } from "../../shape/checks.ts";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Checks on the head of the pull request in `$number`, from `$checksAfter` on, for documents that have both. */
export const CHECK_FIELDS = `statusCheckRollup {
  state
  contexts(first: 100, after: $checksAfter) {
    nodes {
      kind: __typename
      ... on CheckRun { name status conclusion detailsUrl isRequired(pullRequestNumber: $number) }
      ... on StatusContext { context state targetUrl isRequired(pullRequestNumber: $number) }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The answer to `CHECK_FIELDS`. */
export interface CheckFields {
  statusCheckRollup: {
    state: string;
    contexts: {
      /** Null for what the token may not see: fine-grained ones have no permission for check runs. */
      nodes: readonly (GraphqlCheck | null)[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
}

export const CHECKS_QUERY = `query Checks($owner: String!, $repo: String!, $number: Int!, $checksAfter: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${CHECK_FIELDS} } }
}`;

/** Pages of a hundred checks that are read: large matrices fill several. */
const MOST_PAGES = 10;

/** The checks on a pull request's head, the newest of each. */
export async function readChecks(client: GithubClient, name: RepositoryName, number: number): Promise<Check[]> {
  return everyCheck(client, name, number, await readPage(client, name, number, undefined));
}

/** The checks that an answer begins with, and those of the pages after it. */
export async function everyCheck(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { statusCheckRollup: rollup }: CheckFields,
): Promise<Check[]> {
  const nodes = [...(rollup?.contexts.nodes ?? [])];
  let page = rollup?.contexts.pageInfo;
  for (let pages = 1; page?.hasNextPage && pages < MOST_PAGES; pages += 1) {
    const next = await readPage(client, name, number, page.endCursor);
    nodes.push(...(next.statusCheckRollup?.contexts.nodes ?? []));
    page = next.statusCheckRollup?.contexts.pageInfo;
  }
  const seen = nodes.filter((node) => node !== null);
  const hidden = nodes.length - seen.length;
  return [...seen.map(toCheck), ...(rollup && hidden > 0 ? [hiddenChecks(hidden, rollup.state)] : [])];
}

async function readPage(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  checksAfter: string | null | undefined,
): Promise<CheckFields> {
  const variables = { owner, repo, number, ...(checksAfter && { checksAfter }) };
  const { repository } = await graphql<{ repository: { pullRequest: CheckFields } }>(
    client,
    CHECKS_QUERY,
    variables,
    "repository.pullRequest",
  );
  return repository.pullRequest;
}
