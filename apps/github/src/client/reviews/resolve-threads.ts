import { graphqlRows } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { isGraphqlFailure } from "../errors/graphql-failure.ts";
import { numbered, repeated } from "../request/repeated.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { findThreads } from "./thread-states.ts";

/** A document that resolves that many threads, and one that opens them again. */
export function RESOLVE_QUERY(count: number): string {
  return document("ResolveThreads", "resolveReviewThread", count);
}

export function UNRESOLVE_QUERY(count: number): string {
  return document("UnresolveThreads", "unresolveReviewThread", count);
}

function document(name: string, mutation: string, count: number): string {
  return `mutation ${name}(${repeated(count, (index) => `$t${index}: ID!`, ", ")}) {
  ${repeated(count, (index) => `r${index}: ${mutation}(input: { threadId: $t${index} }) { thread { isResolved } }`)}
}`;
}

/** What became of a thread. */
export interface ThreadResult {
  thread_id: string;
  resolved?: boolean | undefined;
  error?: string | undefined;
}

const NO_THREAD = "is no thread of this repository: take thread_id (PRRT_…) of get_pull_request with threads.";

/** Resolves threads or opens them again, in one request, and says of each what became of it. */
export async function resolveThreads(
  client: GithubClient,
  name: RepositoryName,
  ids: readonly string[],
  resolved: boolean,
): Promise<ThreadResult[]> {
  const found = await findThreads(client, name, ids);
  const changing = ids.filter((_, index) => found[index]?.resolved === !resolved);
  const failed = changing.length > 0 ? await send(client, changing, resolved) : new Set<string>();
  return ids.map((id, index) => {
    if (found[index] === undefined) return { thread_id: id, error: NO_THREAD };
    if (failed.has(id)) return { thread_id: id, resolved: !resolved, error: "this account may not change it." };
    return { thread_id: id, resolved };
  });
}

/** @returns Ids of the threads that GitHub left as they are. */
async function send(client: GithubClient, ids: readonly string[], resolved: boolean): Promise<Set<string>> {
  const query = (resolved ? RESOLVE_QUERY : UNRESOLVE_QUERY)(ids.length);
  try {
    const { data } = await graphqlRows<Record<string, unknown>>(client, query, numbered("t", ids));
    return new Set(ids.filter((_, index) => data[`r${index}`] === null));
  } catch (error) {
    // Where none could be changed, GraphQL's answer holds nothing but refusals.
    if (isGraphqlFailure(error) && error.errors?.every(({ type }) => type === "FORBIDDEN")) return new Set(ids);
    throw error;
  }
}
