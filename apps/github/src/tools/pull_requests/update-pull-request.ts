import { defineTool, namesOut } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { preparePullUpdate } from "../../client/pulls/pull-update.ts";
import { describeSteps, sendSteps } from "../../client/request/update-steps.ts";
import { bodyDiff } from "../../shape/edited-body.ts";
import { gitRef, objectId, pullNumber, repository, shortText, textEdits } from "../../shape/fields.ts";
import { nameList } from "../../shape/name-list.ts";

export const updatePullRequest = defineTool({
  name: "update_pull_request",
  title: "Update pull request",
  description: "Change a pull request: only what is passed.",
  access: "write",
  idempotent: true,
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    title: shortText(256).optional().describe("Title"),
    body: shortText(65_536).optional().describe("Markdown"),
    edits: textEdits.optional(),
    base: gitRef.optional().describe("Into branch"),
    state: z.enum(["open", "closed"]).optional().describe("State"),
    draft: z.boolean().optional().describe("Draft, or ready"),
    maintainer_can_modify: z.boolean().optional().describe("Let maintainers push"),
    add_reviewers: nameList().optional().describe("Logins, org/team, copilot"),
    remove_reviewers: nameList().optional().describe("The same"),
    add_labels: nameList().optional().describe("Add"),
    remove_labels: nameList().optional().describe("Remove"),
    add_assignees: nameList(10).optional().describe("Add logins"),
    remove_assignees: nameList(10).optional().describe("Remove logins"),
    expected_head_sha: objectId.optional().describe("Else a conflict"),
  }),
  output: z.object({
    number: z.int(),
    changed: namesOut,
    ignored: namesOut.optional(),
    url: z.string(),
  }),
  async run({ owner, repo, number, ...asked }, { client, preview }: GithubContext) {
    const { pull, steps } = await preparePullUpdate(client, { owner, repo }, number, asked);
    const planned = describeSteps(steps);
    const diff = bodyDiff(pull.body, planned.after.body);
    preview({ ...planned, ...(diff !== undefined && { diff }) });
    const { changed, ignored } = await sendSteps(steps);
    return {
      number,
      changed,
      ignored: ignored.length > 0 ? ignored : undefined,
      url: pull.html_url,
    };
  },
});
