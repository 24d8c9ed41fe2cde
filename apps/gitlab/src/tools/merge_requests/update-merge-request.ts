import { defineTool, gitRef, nameList, namesOut, shortText, textEdits } from "@fairlead/core";
import { changedSet } from "@fairlead/domain/names";
import { z } from "zod";
import { outcomeOf, plan as planField, planCommon } from "../../client/changes.ts";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { readMergeRequest } from "../../client/merge-requests.ts";
import { resolvePeople } from "../../client/names.ts";
import { titleOf } from "../../client/new-merge-request.ts";
import { one } from "../../client/one.ts";
import { textDiff } from "../../shape/edited-text.ts";
import { markdown, mergeIid, project } from "../../shape/fields.ts";
import { namesOf } from "../../shape/issue.ts";
import { isDraft, type UpstreamMergeRequest } from "../../shape/merge-request.ts";

export const updateMergeRequest = defineTool({
  name: "update_merge_request",
  title: "Update merge request",
  description: "Change a merge request: only what is passed.",
  access: "write",
  idempotent: true,
  scopes: ["api"],
  input: z.object({
    project,
    iid: mergeIid,
    title: shortText(255).optional().describe("Title"),
    description: markdown.optional(),
    edits: textEdits.optional(),
    target_branch: gitRef.optional().describe("Into branch"),
    state: z.enum(["opened", "closed"]).optional().describe("State"),
    draft: z.boolean().optional().describe("Draft, or ready"),
    add_labels: nameList().optional().describe("Add"),
    remove_labels: nameList().optional().describe("Remove"),
    assignees: nameList(10).optional().describe("All usernames"),
    reviewers: nameList(10).optional().describe("All usernames"),
    milestone: shortText(255).optional().describe('Title; "" clears'),
    squash: z.boolean().optional().describe("Squash"),
    remove_source_branch: z.boolean().optional().describe("Tidy up"),
  }),
  output: z.object({ iid: z.int(), changed: namesOut, ignored: namesOut.optional(), url: z.string() }),
  async run({ project: name, iid, title, draft, reviewers, ...asked }, { client, preview }: GitlabContext) {
    const row = await readMergeRequest(client, name, iid);
    const isTitled = title !== undefined || draft !== undefined;
    const [plan, people] = await Promise.all([
      planCommon(client, name, row, {
        ...asked,
        title: isTitled ? titleOf(title ?? row.title, draft ?? isDraft(row)) : undefined,
      }),
      reviewers === undefined ? undefined : resolvePeople(client, name, reviewers),
    ]);
    planField(plan, "target_branch", row.target_branch, asked.target_branch, { targetBranch: asked.target_branch });
    planField(plan, "squash", row.squash === true, asked.squash, { squash: asked.squash });
    planField(plan, "remove_source_branch", row.force_remove_source_branch === true, asked.remove_source_branch, {
      removeSourceBranch: asked.remove_source_branch,
    });
    const wanted = people?.map(({ username }) => username);
    if (people && changedSet(namesOf(row.reviewers), { all: wanted }) !== undefined) {
      const reviewerIds = people.length > 0 ? people.map(({ id }) => id) : [0];
      planField(plan, "reviewers", namesOf(row.reviewers), wanted, { reviewerIds });
    }
    const { before, after, request } = plan;
    const diff = textDiff(row.description, after["description"] as string | undefined);
    preview({ before, after, ...(diff !== undefined && { diff }) });
    const sent = Object.keys(request).length > 0;
    const now = sent ? await one<UpstreamMergeRequest>(client.mergeRequests.edit(name, iid, request as never)) : row;
    return { iid, ...outcomeOf(plan, { ...plan.wanted, reviewers: wanted }, now), url: now.web_url };
  },
});
