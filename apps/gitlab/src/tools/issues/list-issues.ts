import { briefly, defineTool, isoTime, listOf, listUpTo, nameList, page, shortText, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { listIssues as listAll } from "../../client/issue-list.ts";
import { group, project, username, wholeNumber } from "../../shape/fields.ts";
import { issueRow, toIssueRow } from "../../shape/issue.ts";

const input = z.object({
  project: project.optional(),
  group: group.optional(),
  scope: z.enum(["all", "assigned_to_me", "created_by_me"]).optional().describe("Mine"),
  iids: listUpTo(20, wholeNumber(1)).optional().describe("Just these"),
  state: z.enum(["opened", "closed", "all"]).default("opened").describe("State"),
  types: listUpTo(4, z.enum(["issue", "incident", "task", "test_case"]))
    .optional()
    .describe("Types"),
  labels: nameList().optional().describe("All of them"),
  milestone: shortText(255).optional().describe("Title, None or Any"),
  assignee: username.optional(),
  author: username.optional(),
  query: shortText(500).optional().describe("In title or text"),
  updated_after: isoTime.optional().describe("Updated since"),
  sort: z.enum(["created", "updated", "due", "priority"]).default("created").describe("Order"),
  ...page,
});

export type ListIssuesInput = z.output<typeof input>;

export const listIssues = defineTool({
  name: "list_issues",
  title: "List issues",
  description: "Issues of a project or group, or mine everywhere with scope.",
  access: "read",
  scopes: ["read_api"],
  reach: "rows",
  input,
  output: listOf(briefly(z.object(issueRow))),
  async run(asked, { client }: GitlabContext) {
    refuseUnplaced(asked);
    const found = await listAll(client, asked);
    return { items: found.rows.map(toIssueRow), next_cursor: found.next, total: found.total };
  },
});

function refuseUnplaced({ project: name, group: within, scope }: ListIssuesInput): void {
  if (name !== undefined && within !== undefined) {
    throw new ToolError("invalid_input", "Name a project or a group, not both.");
  }
  if (name === undefined && within === undefined && (scope === undefined || scope === "all")) {
    throw new ToolError("invalid_input", "Name a project or group, or a scope for what is mine everywhere.");
  }
}
