import { defineTool, namesOut } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { preparePullUpdate } from "../../client/pulls/pull-update.ts";
import { bodyDiff } from "../../shape/edited-body.ts";
import { gitRef, objectId, pullNumber, repository, shortText, textEdits } from "../../shape/fields.ts";
import { followedBy } from "../../shape/followed-by.ts";
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
    const before = Object.assign({}, ...steps.map((step) => step.before)) as Record<string, unknown>;
    const after = Object.assign({}, ...steps.map((step) => step.after)) as { body?: string };
    const next = steps.slice(1).map(({ changes }) => `a request for ${changes.join(", ")}`);
    const diff = bodyDiff(pull.body, after.body);
    preview({ before, after, ...(diff !== undefined && { diff }), ...followedBy(next) });
    const changed = new Set<string>();
    const ignored: string[] = [];
    for (const step of steps) {
      const result = await step.send();
      for (const field of result.changed) changed.add(field);
      ignored.push(...result.ignored);
    }
    return {
      number,
      changed: [...changed],
      ignored: ignored.length > 0 ? ignored : undefined,
      url: pull.html_url,
    };
  },
});
