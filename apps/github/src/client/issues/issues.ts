import { ToolError } from "@fairlead/core";
import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { GithubClient } from "../github-client.ts";
import { isSameName, issueTransferred } from "../request/moved.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export type FullIssue = RestEndpointMethodTypes["issues"]["get"]["response"]["data"];

/**
 * Reads one issue.
 *
 * @throws ToolError `invalid_input` for the number of a pull request, which GitHub would answer as an issue; `conflict` for
 *   an issue that was transferred, which GitHub would answer from another repository.
 */
export async function readIssue(client: GithubClient, name: RepositoryName, number: number) {
  const { data, headers } = await client.rest.issues.get({ ...name, issue_number: number });
  if (data.pull_request) {
    throw new ToolError("invalid_input", `#${number} is a pull request: take the tools for pull requests.`);
  }
  await refuseTransferred(client, name, data);
  return { issue: data, headers };
}

async function refuseTransferred(
  client: GithubClient,
  { owner, repo }: RepositoryName,
  { repository_url: url, number }: FullIssue,
): Promise<void> {
  const home = url.split("/").slice(-2).join("/");
  if (isSameName(home, `${owner}/${repo}`)) return;
  const { data } = await client.rest.repos.get({ owner, repo });
  if (!isSameName(home, data.full_name)) throw issueTransferred(home, number);
}
