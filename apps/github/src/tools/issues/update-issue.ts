import { defineTool, namesOut } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { issueState, prepareUpdate } from "../../client/issues/issue-update.ts";
import { givenOf } from "../../client/issues/new-issue.ts";
import { bodyDiff } from "../../shape/edited-body.ts";
import { isoTime, issueNumber, repository, shortText, textEdits } from "../../shape/fields.ts";
import { ignoredOf } from "../../shape/ignored.ts";
import { changedFields } from "../../client/issues/issue-changes.ts";
import { nameList } from "../../shape/name-list.ts";

export const updateIssue = defineTool({
  name: "update_issue",
  title: "Update issue",
  description: "Change an issue: only what is passed.",
  access: "write",
  idempotent: true,
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: issueNumber,
    title: shortText(256).optional().describe("Title"),
    body: shortText(65_536).optional().describe("Markdown"),
    edits: textEdits.optional(),
    state: z.enum(["open", "closed"]).optional().describe("State"),
    state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).optional().describe("Why"),
    duplicate_of: z.int().min(1).optional().describe("Close as its duplicate"),
    labels: nameList().optional().describe("All labels"),
    add_labels: nameList().optional().describe("Add"),
    remove_labels: nameList().optional().describe("Remove"),
    add_assignees: nameList(10).optional().describe("Add logins"),
    remove_assignees: nameList(10).optional().describe("Remove logins"),
    milestone: shortText(255).optional().describe('Title; "" clears'),
    type: shortText(50).optional().describe('Issue type; "" clears'),
    expected_updated_at: isoTime.optional().describe("Else a conflict"),
  }),
  output: z.object({
    number: z.int(),
    changed: namesOut,
    ignored: namesOut.optional(),
    url: z.string(),
  }),
  async run({ owner, repo, number, ...asked }, { client, preview }: GithubContext) {
    const name = { owner, repo };
    const { issue, plan, wanted } = await prepareUpdate(client, name, number, asked);
    const { patch, before } = plan;
    const diff = bodyDiff(issue.body, patch.body);
    preview({ before, after: patch, ...(diff !== undefined && { diff }) });
    const sent = Object.keys(patch).length > 0;
    const { data } = sent
      ? await client.rest.issues.update({ ...name, issue_number: number, ...patch })
      : { data: issue };
    return {
      number,
      changed: changedFields(before, issueState(data)),
      ignored: ignoredOf(wanted, givenOf(data)),
      url: data.html_url,
    };
  },
});
