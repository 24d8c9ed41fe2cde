import { ToolError } from "@fairlead/core";
import { projectOf } from "../shape/issue.ts";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { GitlabHttpError } from "./http-error.ts";
import { parseJson } from "./parse-json.ts";

const MUTATION = `mutation RequestChanges($input: MergeRequestRequestChangesInput!) {
  mergeRequestRequestChanges(input: $input) { errors }
}`;

interface Answer {
  data?: { mergeRequestRequestChanges?: { errors?: string[] | null } | null } | null;
  errors?: { message?: string | null; extensions?: { code?: string | null } | null }[] | null;
}

/**
 * Asks for changes as a reviewer. Before 19.2 only GraphQL can.
 *
 * @throws ToolError `unsupported` where this GitLab has no such mutation, `forbidden` where it refuses,
 *   `upstream_unavailable` where it could not.
 */
export async function requestChanges(client: GitlabClient, row: UpstreamMergeRequest): Promise<void> {
  const input = { projectPath: projectOf(row, "!"), iid: String(row.iid) };
  const response = await client.fetch(`${client.webUrl}/api/graphql`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ query: MUTATION, variables: { input } }),
    redirect: "manual",
  });
  const text = await response.text();
  const { status, headers } = response;
  if (!response.ok) throw new GitlabHttpError({ status, method: "POST", path: "graphql", headers, body: text });
  const answer = parseJson(text) as Answer;
  for (const error of answer.errors ?? []) throw refusalOf(error);
  if ((answer.data?.mergeRequestRequestChanges?.errors ?? []).length > 0) {
    throw new ToolError("forbidden", "GitLab refuses the request for changes: only reviewers can make it.");
  }
}

/** GraphQL answers 200 to what it refuses, too: for want of a field, of a right, or of time. */
function refusalOf({ message, extensions }: NonNullable<Answer["errors"]>[number]): ToolError {
  const text = message ?? "";
  if (extensions?.code === "undefinedField" || /doesn't exist on type|isn't a defined/i.test(text)) {
    return new ToolError("unsupported", "This GitLab does not let reviewers request changes.");
  }
  if (/don't have permission/i.test(text)) {
    return new ToolError("forbidden", "GitLab does not let this account request changes there.");
  }
  return new ToolError("upstream_unavailable", "GitLab did not take the request for changes: try again in a minute.");
}
