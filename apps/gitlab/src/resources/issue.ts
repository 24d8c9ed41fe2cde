import { defineResource, numberText } from "@fairlead/core";
import { z } from "zod";
import { readIssueDocument } from "../client/documents.ts";
import type { GitlabReadContext } from "../client/gitlab-client.ts";
import { projectVariable } from "../shape/variables.ts";

export const issue = defineResource({
  name: "issue",
  toolset: "issues",
  title: "Issue",
  description: "An issue with its notes",
  uri: "gitlab://projects/{project}/issues/{iid}",
  mimeType: "text/markdown",
  params: z.object({ ...projectVariable, iid: numberText("Issue iid") }),
  scopes: ["read_api"],
  ttlMs: 30_000,
  subscribe: true,
  async read({ project, iid }, { client, budget }: GitlabReadContext) {
    return { text: await readIssueDocument(client, project, iid, budget) };
  },
});
