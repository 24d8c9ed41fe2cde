import { ToolError } from "@fairlead/core";
import { fromGraphqlIssue, type GraphqlIssue, type IssueRow } from "../../shape/issue.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { graphqlRows } from "../request/graphql.ts";
import { numbered, repeated } from "../request/repeated.ts";
import { ISSUE_ROW } from "./issue-list.ts";

/** A document for that many issues by number. */
export function NUMBERED_ISSUES_QUERY(count: number): string {
  return `query NumberedIssues($owner: String!, $repo: String!, ${repeated(count, (index) => `$n${index}: Int!`, ", ")}) {
  repository(owner: $owner, name: $repo) {
  ${repeated(count, (index) => `i${index}: issue(number: $n${index}) { ...IssueRow }`)}
  }
}
${ISSUE_ROW}`;
}

/** Issues by number, and the numbers that are no issue's. */
export async function readNumberedIssues(
  client: GithubClient,
  name: RepositoryName,
  numbers: readonly number[],
): Promise<{ rows: IssueRow[]; missing: number[] }> {
  const wanted = [...new Set(numbers)];
  const variables = { ...name, ...numbered("n", wanted) };
  const { data, errors } = await graphqlRows<{ repository: Record<string, GraphqlIssue | null> }>(
    client,
    NUMBERED_ISSUES_QUERY(wanted.length),
    variables,
  );
  if (errors.some(({ type }) => type !== "NOT_FOUND")) {
    throw new ToolError("upstream_unavailable", "GitHub could not read all of these issues: try again, or fewer.");
  }
  const found = wanted.map((_, index) => data.repository[`i${index}`] ?? undefined);
  return {
    rows: found.flatMap((row) => (row ? fromGraphqlIssue(row) : [])),
    missing: wanted.filter((_, index) => found[index] === undefined),
  };
}
