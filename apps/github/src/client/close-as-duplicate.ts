import { graphql } from "./graphql.ts";
import type { GithubClient } from "./github-client.ts";

export const CLOSE_ISSUE_QUERY = `mutation CloseIssue($input: CloseIssueInput!) {
  closeIssue(input: $input) { issue { number } }
}`;

/**
 * Closes an issue as a duplicate of another. REST knows the reason and not the other issue.
 *
 * @param issueId Global ids of both.
 */
export async function closeAsDuplicate(client: GithubClient, issueId: string, originalId: string): Promise<void> {
  const input = { issueId, duplicateIssueId: originalId, stateReason: "DUPLICATE" };
  await graphql(client, CLOSE_ISSUE_QUERY, { input });
}
