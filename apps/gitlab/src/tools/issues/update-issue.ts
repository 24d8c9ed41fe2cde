import { defineTool, isoTime, nameList, namesOut, shortText, textEdits } from "@fairlead/core";
import { z } from "zod";
import { outcomeOf, plan as planField, planCommon, refuseChanged } from "../../client/changes.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readIssue } from "../../client/issues.ts";
import { one } from "../../client/one.ts";
import { textDiff } from "../../shape/edited-text.ts";
import { iid, isoDay, markdown, project } from "../../shape/fields.ts";
import type { UpstreamIssue } from "../../shape/issue.ts";

export const updateIssue = defineTool({
  name: "update_issue",
  title: "Update issue",
  description: "Change an issue: only what is passed.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project,
    iid,
    title: shortText(255).optional().describe("Title"),
    description: markdown.optional(),
    edits: textEdits.optional(),
    state: z.enum(["opened", "closed"]).optional().describe("State"),
    labels: nameList().optional().describe("All labels"),
    add_labels: nameList().optional().describe("Add"),
    remove_labels: nameList().optional().describe("Remove"),
    assignees: nameList(10).optional().describe("All usernames"),
    milestone: shortText(255).optional().describe('Title; "" clears'),
    due_date: isoDay.optional(),
    confidential: z.boolean().optional().describe("For members"),
    expected_updated_at: isoTime.optional().describe("Else a conflict"),
  }),
  output: z.object({ iid: z.int(), changed: namesOut, ignored: namesOut.optional(), url: z.string() }),
  async run({ project: name, iid: number, ...asked }, { client, preview }: GitlabContext) {
    const row = await readIssue(client, name, number);
    refuseChanged(row.updated_at, asked.expected_updated_at);
    const plan = await planCommon(client, name, row, asked);
    planField(plan, "due_date", row.due_date ?? "", asked.due_date, { dueDate: asked.due_date });
    planField(plan, "confidential", row.confidential === true, asked.confidential, {
      confidential: asked.confidential,
    });
    const { before, after, request } = plan;
    const diff = textDiff(row.description, after["description"] as string | undefined);
    preview({ before, after, ...(diff !== undefined && { diff }) });
    const sent = Object.keys(request).length > 0;
    const now = sent ? await one<UpstreamIssue>(client.issues.edit(name, number, request as never)) : row;
    return { iid: number, ...outcomeOf(plan, plan.wanted, now), url: now.web_url };
  },
});
