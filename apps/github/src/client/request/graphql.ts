import type { GithubClient } from "../github-client.ts";
import { isGraphqlFailure, type GraphqlFailure } from "../errors/graphql-failure.ts";
import { graphqlRateLimited } from "../errors/rate-limit.ts";

/** One row of `errors[]`, as far as it may be used. `path` names the field that is null because of it. */
export interface GraphqlRowError {
  type: string;
  path: readonly (string | number)[];
}

/**
 * Sends one GraphQL document.
 *
 * @param subject The field that the document is about, such as `repository.pullRequest`: without it there is no answer.
 * @returns The data; any other field that failed beside others that did not is null, as GraphQL has it.
 * @throws Octokit's GraphqlResponseError where nothing came, or not the subject; ToolError `rate_limited` where the points
 *   are spent, which GitHub answers with status 200.
 */
export async function graphql<T>(
  client: GithubClient,
  query: string,
  variables: Record<string, unknown>,
  subject?: string,
): Promise<T> {
  return (await send<T>(client, query, variables, subject?.split("."))).data;
}

/** What came, and what did not. */
export interface GraphqlRows<T> {
  data: T;
  errors: readonly GraphqlRowError[];
}

/** As `graphql`, for documents with many aliases whose failures are told one by one. */
export function graphqlRows<T>(
  client: GithubClient,
  query: string,
  variables: Record<string, unknown>,
): Promise<GraphqlRows<T>> {
  return send<T>(client, query, variables, undefined);
}

async function send<T>(
  client: GithubClient,
  query: string,
  variables: Record<string, unknown>,
  subject: readonly string[] | undefined,
): Promise<GraphqlRows<T>> {
  try {
    return { data: await client.graphql<T>(query, variables), errors: [] };
  } catch (error) {
    if (!isGraphqlFailure(error)) throw error;
    const limited = graphqlRateLimited(error);
    if (limited) throw limited;
    const data = error.data as T | null | undefined;
    if (!data || Object.values(data).every((field) => field === null)) throw error;
    if (subject && at(data, subject) === null) throw about(error, subject);
    const errors = error.errors?.map(({ type, path }) => ({ type: type ?? "UNKNOWN", path: path ?? [] })) ?? [];
    return { data, errors };
  }
}

/** What stands at a path; null where that is, or something on the way. */
function at(data: unknown, path: readonly string[]): unknown {
  return path.reduce((value, field) => (value as Record<string, unknown> | null)?.[field] ?? null, data);
}

/** A failure with what it says of the subject first: the first row is what the caller is told. */
function about(error: GraphqlFailure, subject: readonly string[]): GraphqlFailure {
  const isOfSubject = ({ path = [] }: { path?: readonly (string | number)[] }) =>
    path.length <= subject.length && path.every((field, index) => field === subject[index]);
  const { errors = [] } = error;
  error.errors = errors.toSorted((a, b) => Number(isOfSubject(b)) - Number(isOfSubject(a)));
  return error;
}
