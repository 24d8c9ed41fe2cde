import { ToolError } from "@fairlead/core";
import { graphqlRows } from "./graphql.ts";
import type { GithubClient } from "./github-client.ts";
import { isGraphqlFailure } from "./graphql-failure.ts";
import type { RepositoryName } from "./repositories.ts";

/** A document that looks for that many threads. `viewer` is there so that an answer is never all nulls. */
export function THREAD_PLACES_QUERY(count: number): string {
  const aliases = Array.from({ length: count }, (_, index) => index);
  return `query ThreadPlaces(${aliases.map((index) => `$t${index}: ID!`).join(", ")}) {
  viewer { login }
  ${aliases.map((index) => `n${index}: node(id: $t${index}) { ...Thread }`).join("\n  ")}
}
fragment Thread on PullRequestReviewThread { isResolved pullRequest { number repository { nameWithOwner } } }`;
}

interface ThreadPlace {
  isResolved: boolean;
  pullRequest: { number: number; repository: { nameWithOwner: string } };
}

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
  const query = THREAD_PLACES_QUERY(ids.length);
  const { data } = await graphqlRows<Record<string, Partial<ThreadPlace> | null>>(client, query, variablesOf(ids));
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

const NO_THREAD = "is no thread of this pull request: take thread_id (PRRT_…) of get_pull_request with threads.";

/** A document that resolves that many threads, or opens them again. */
export function RESOLVE_QUERY(count: number): string {
  return resolveDocument("ResolveThreads", "resolveReviewThread", count);
}

export function UNRESOLVE_QUERY(count: number): string {
  return resolveDocument("UnresolveThreads", "unresolveReviewThread", count);
}

function resolveDocument(name: string, mutation: string, count: number): string {
  const aliases = Array.from({ length: count }, (_, index) => index);
  return `mutation ${name}(${aliases.map((index) => `$t${index}: ID!`).join(", ")}) {
  ${aliases.map((index) => `r${index}: ${mutation}(input: { threadId: $t${index} }) { thread { isResolved } }`).join("\n  ")}
}`;
}

/** What became of a thread. */
export interface ThreadResult {
  thread_id: string;
  resolved?: boolean | undefined;
  error?: string | undefined;
}

/** Resolves threads or opens them again, in one request, and says of each what became of it. */
export async function setThreadsResolved(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  ids: readonly string[],
  resolved: boolean,
): Promise<ThreadResult[]> {
  const states = await readThreadStates(client, name, number, ids);
  const changing = ids.filter((_, index) => states[index] === !resolved);
  const failed = changing.length > 0 ? await send(client, changing, resolved) : new Set<string>();
  return ids.map((id, index) => {
    if (states[index] === undefined) return { thread_id: id, error: NO_THREAD };
    if (failed.has(id)) return { thread_id: id, resolved: !resolved, error: "this account may not change it." };
    return { thread_id: id, resolved };
  });
}

/** @returns Ids of the threads that GitHub left as they are. */
async function send(client: GithubClient, ids: readonly string[], resolved: boolean): Promise<Set<string>> {
  const document = (resolved ? RESOLVE_QUERY : UNRESOLVE_QUERY)(ids.length);
  try {
    const { data } = await graphqlRows<Record<string, unknown>>(client, document, variablesOf(ids));
    return new Set(ids.filter((_, index) => data[`r${index}`] === null));
  } catch (error) {
    // Where none could be changed, GraphQL's answer holds nothing but refusals.
    if (isGraphqlFailure(error) && error.errors?.every(({ type }) => type === "FORBIDDEN")) return new Set(ids);
    throw error;
  }
}

function variablesOf(ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(ids.map((id, index) => [`t${index}`, id]));
}
