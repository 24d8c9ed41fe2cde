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
  errors?: unknown[];
}

/**
 * Asks for changes as a reviewer. Before 19.2 only GraphQL can.
 *
 * @throws ToolError `unsupported` where this GitLab has no such mutation, `forbidden` where it refuses.
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
  if (answer.errors !== undefined && answer.errors.length > 0) {
    throw new ToolError("unsupported", "This GitLab does not let reviewers request changes.");
  }
  if ((answer.data?.mergeRequestRequestChanges?.errors ?? []).length > 0) {
    throw new ToolError("forbidden", "GitLab refuses the request for changes: only reviewers can make it.");
  }
}
