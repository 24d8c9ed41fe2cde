import { ToolError } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export type FullIssue = RestEndpointMethodTypes["issues"]["get"]["response"]["data"];

/**
 * Reads one issue.
 *
 * @throws ToolError `invalid_input` for the number of a pull request, which GitHub would answer as an issue.
 */
export async function readIssue(client: GithubClient, name: RepositoryName, number: number) {
  const { data, headers } = await client.rest.issues.get({ ...name, issue_number: number });
  if (data.pull_request) {
    throw new ToolError("invalid_input", `#${number} is a pull request: take the tools for pull requests.`);
  }
  return { issue: data, headers };
}
