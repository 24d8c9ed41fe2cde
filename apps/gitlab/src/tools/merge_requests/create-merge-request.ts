import { defineTool, gitRef, nameList, namesOut, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { ignoredOf } from "../../client/new-issue.ts";
import { findRecentMerge, prepareMerge } from "../../client/new-merge-request.ts";
import { one } from "../../client/one.ts";
import { markdown, project } from "../../shape/fields.ts";
import type { UpstreamMergeRequest } from "../../shape/merge-request.ts";

export const createMergeRequest = defineTool({
  name: "create_merge_request",
  title: "Create merge request",
  description: "Open a merge request.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    title: shortText(255).describe("Title"),
    source_branch: gitRef.describe("From branch"),
    target_branch: gitRef.describe("Into branch"),
    description: markdown.optional(),
    use_template: z.boolean().optional().describe("Text from template"),
    draft: z.boolean().optional().describe("Draft"),
    labels: nameList().optional().describe("Labels"),
    assignees: nameList(10).optional().describe("Usernames"),
    reviewers: nameList(10).optional().describe("Usernames"),
    milestone: shortText(255).optional().describe("Title"),
    squash: z.boolean().optional().describe("Squash"),
    remove_source_branch: z.boolean().optional().describe("Tidy up"),
  }),
  output: z.object({
    iid: z.int(),
    url: z.string(),
    head_sha: z.string().optional(),
    ignored: namesOut.optional(),
  }),
  async run({ project: name, ...asked }, { client }: GitlabContext) {
    const { title, request, wanted } = await prepareMerge(client, name, asked);
    const made = client.mergeRequests.create(name, asked.source_branch, asked.target_branch, title, request as never);
    return told(await one<UpstreamMergeRequest>(made), wanted);
  },
  async recover({ project: name, ...asked }, { client, connection }: GitlabContext) {
    const found = await findRecentMerge(client, name, asked, await myName(client, connection));
    if (!found) return undefined;
    return told(found, (await prepareMerge(client, name, asked)).wanted);
  },
});

function told(row: UpstreamMergeRequest, wanted: Parameters<typeof ignoredOf>[0]) {
  return { iid: row.iid, url: row.web_url, head_sha: row.sha ?? undefined, ignored: ignoredOf(wanted, row) };
}
