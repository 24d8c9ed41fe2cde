import { defineTool, facetOf, nameList, namesOut, shortText } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { findRecentIssue, ignoredOf, prepareIssue } from "../../client/new-issue.ts";
import { one } from "../../client/one.ts";
import { isoDay, markdown, project } from "../../shape/fields.ts";
import type { UpstreamIssue } from "../../shape/issue.ts";

export const createIssue = defineTool({
  name: "create_issue",
  title: "Create issue",
  description: "Open an issue. Labels, people and milestone must exist.",
  access: "write",
  scopes: ["api"],
  input: z.object({
    project,
    title: shortText(255).describe("Title"),
    description: markdown.optional(),
    type: z.enum(["issue", "incident", "task"]).default("issue").describe("Type"),
    labels: nameList().optional().describe("Labels"),
    assignees: nameList(10).optional().describe("Usernames"),
    milestone: shortText(255).optional().describe("Title"),
    due_date: isoDay.optional(),
    confidential: z.boolean().optional().describe("For members"),
    create_labels: z.boolean().optional().describe("Make unknown labels"),
    check_duplicates: z.boolean().optional().describe("Not if title is open"),
  }),
  output: z.object({
    iid: z.int(),
    url: z.string(),
    ignored: namesOut.optional(),
    duplicates: facetOf(z.object({ iid: z.int(), title: z.string(), url: z.string() })),
  }),
  async run({ project: name, ...asked }, { client, preview }: GitlabContext) {
    const { request, wanted, similar } = await prepareIssue(client, name, asked);
    if (similar.length > 0) preview({ before: { duplicates: similar } });
    const row = await one<UpstreamIssue>(client.issues.create(name, asked.title, request as never));
    const duplicates = similar.length > 0 ? similar : undefined;
    return { iid: row.iid, url: row.web_url, ignored: ignoredOf(wanted, row), duplicates };
  },
  async recover({ project: name, ...asked }, { client, connection }: GitlabContext) {
    const row = await findRecentIssue(client, name, asked, await myName(client, connection));
    if (!row) return undefined;
    const { wanted } = await prepareIssue(client, name, { ...asked, check_duplicates: false });
    return { iid: row.iid, url: row.web_url, ignored: ignoredOf(wanted, row) };
  },
});
