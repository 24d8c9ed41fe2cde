import { ToolError } from "@fairlead/core";
import { graphqlRows } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { numbered, repeated } from "../request/repeated.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A document that looks for that many threads. `viewer` is there so that an answer is never all nulls. */
export function THREAD_STATES_QUERY(count: number): string {
  return `query ThreadStates(${repeated(count, (index) => `$t${index}: ID!`, ", ")}) {
  viewer { login }
  ${repeated(count, (index) => `n${index}: node(id: $t${index}) { ...Thread }`)}
}
fragment Thread on PullRequestReviewThread { isResolved pullRequest { number repository { nameWithOwner } } }`;
}

interface ThreadState {
  isResolved: boolean;
  pullRequest: { number: number; repository: { nameWithOwner: string } };
}

/** A thread that was found: the pull request that it is on, and whether it is resolved. */
export interface FoundThread {
  number: number;
  resolved: boolean;
}

/**
 * Looks for threads by their ids. An id says nothing of the repository that its thread is in: here that has to be the one
 * that the call names.
 *
 * @returns Undefined for each that is no thread of this repository.
 */
export async function findThreads(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  ids: readonly string[],
): Promise<(FoundThread | undefined)[]> {
  const query = THREAD_STATES_QUERY(ids.length);
  const { data } = await graphqlRows<Record<string, Partial<ThreadState> | null>>(client, query, numbered("t", ids));
  const here = `${owner}/${repo}`.toLowerCase();
  return ids.map((_, index) => {
    const { pullRequest: pull, isResolved: resolved } = data[`n${index}`] ?? {};
    if (resolved === undefined || pull?.repository.nameWithOwner.toLowerCase() !== here) return undefined;
    return { number: pull.number, resolved };
  });
}

/** @throws ToolError `not_found` for what is no thread of this pull request. */
export async function requireThread(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  id: string,
): Promise<void> {
  const [found] = await findThreads(client, name, [id]);
  if (found?.number === number) return;
  throw new ToolError(
    "not_found",
    `${id} is no thread of this pull request: take thread_id (PRRT_…) of get_pull_request with threads.`,
  );
}
