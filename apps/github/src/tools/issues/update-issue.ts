import { defineTool, namesOut } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { prepareUpdate } from "../../client/issues/issue-update.ts";
import { describeSteps, sendSteps } from "../../client/request/update-steps.ts";
import { bodyDiff } from "../../shape/edited-body.ts";
import { isoTime, issueNumber, repository, shortText, textEdits } from "../../shape/fields.ts";
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
    const { issue, steps } = await prepareUpdate(client, { owner, repo }, number, asked);
    const planned = describeSteps(steps);
    const diff = bodyDiff(issue.body, planned.after.body);
    preview({ ...planned, ...(diff !== undefined && { diff }) });
    const { changed, ignored } = await sendSteps(steps);
    return {
      number,
      changed,
      ignored: ignored.length > 0 ? ignored : undefined,
      url: issue.html_url,
    };
  },
});
