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

/** What to do about an id that is none. */
export const NO_THREAD = "is no thread of this pull request: take thread_id (PRRT_…) of get_pull_request with threads.";

/**
 * Whether threads are resolved, by their ids. A thread's id says nothing of the repository that it is in: here it has to
 * be on the pull request that the call names.
 *
 * @returns Undefined for each that is no thread of this pull request.
 */
export async function readThreadStates(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  number: number,
  ids: readonly string[],
): Promise<(boolean | undefined)[]> {
  const query = THREAD_STATES_QUERY(ids.length);
  const { data } = await graphqlRows<Record<string, Partial<ThreadState> | null>>(client, query, numbered("t", ids));
  const here = `${owner}/${repo}#${number}`.toLowerCase();
  return ids.map((_, index) => {
    const { pullRequest: pull, isResolved } = data[`n${index}`] ?? {};
    const place = pull && `${pull.repository.nameWithOwner}#${pull.number}`.toLowerCase();
    return place === here ? isResolved : undefined;
  });
}

/** @throws ToolError `not_found` for what is no thread of this pull request. */
export async function requireThread(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  id: string,
): Promise<void> {
  const [state] = await readThreadStates(client, name, number, [id]);
  if (state === undefined) throw new ToolError("not_found", `${id} ${NO_THREAD}`);
}
