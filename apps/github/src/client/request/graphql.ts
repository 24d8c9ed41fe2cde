import { ToolError } from "@fairlead/core";
import type { GithubClient } from "../github-client.ts";
import { isGraphqlFailure, type GraphqlFailure } from "../errors/graphql-failure.ts";

/** One row of `errors[]`, as far as it may be used. `path` names the field that is null because of it. */
export interface GraphqlRowError {
  type: string;
  path: readonly (string | number)[];
}

/**
 * Sends one GraphQL document.
 *
 * @returns The data; a field that failed beside others that did not is null, as GraphQL has it.
 * @throws Octokit's GraphqlResponseError where nothing came; ToolError `rate_limited` where the points are spent, which
 *   GitHub answers with status 200.
 */
export async function graphql<T>(client: GithubClient, query: string, variables: Record<string, unknown>): Promise<T> {
  return (await graphqlRows<T>(client, query, variables)).data;
}

/** What came, and what did not. */
export interface GraphqlRows<T> {
  data: T;
  errors: readonly GraphqlRowError[];
}

/** As `graphql`, for documents with many aliases whose failures are told one by one. */
export async function graphqlRows<T>(
  client: GithubClient,
  query: string,
  variables: Record<string, unknown>,
): Promise<GraphqlRows<T>> {
  try {
    return { data: await client.graphql<T>(query, variables), errors: [] };
  } catch (error) {
    if (!isGraphqlFailure(error)) throw error;
    if (error.errors?.some(({ type }) => type === "RATE_LIMITED")) throw outOfPoints(error);
    const data = error.data as T | null | undefined;
    if (!data || Object.values(data).every((field) => field === null)) throw error;
    const errors = error.errors?.map(({ type, path }) => ({ type: type ?? "UNKNOWN", path: path ?? [] })) ?? [];
    return { data, errors };
  }
}

function outOfPoints({ headers }: GraphqlFailure): ToolError {
  const resetMs = Number(headers["x-ratelimit-reset"]) * 1000;
  const retryAfterS = Number.isFinite(resetMs) ? Math.max(1, Math.ceil((resetMs - Date.now()) / 1000)) : 60;
  return new ToolError("rate_limited", `GitHub's GraphQL quota is spent: try again in ${retryAfterS} s.`, {
    retryAfterS,
  });
}
