import {
  briefly,
  defineTool,
  gitRef,
  isoTime,
  listOf,
  nameList,
  page,
  present,
  shortText,
  ToolError,
} from "@fairlead/core";
import { z } from "zod";
import type { GitlabContext } from "../../client/gitlab-client.ts";
import { myName } from "../../client/my-name.ts";
import { list } from "../../client/one.ts";
import { paging } from "../../client/place.ts";
import { group, project, username } from "../../shape/fields.ts";
import { mergeRequestRow, toMergeRequestRow, type UpstreamMergeRequest } from "../../shape/merge-request.ts";

const input = z.object({
  project: project.optional(),
  group: group.optional(),
  scope: z.enum(["all", "assigned", "created", "review_requested"]).optional().describe("Mine"),
  state: z.enum(["opened", "closed", "merged", "all"]).default("opened").describe("State"),
  author: username.optional(),
  assignee: username.optional(),
  reviewer: username.optional(),
  labels: nameList().optional().describe("All of them"),
  milestone: shortText(255).optional().describe("Title, None or Any"),
  source_branch: gitRef.optional().describe("From branch"),
  target_branch: gitRef.optional().describe("Into branch"),
  draft: z.boolean().optional().describe("Only, or none"),
  query: shortText(500).optional().describe("In title or text"),
  updated_after: isoTime.optional().describe("Updated since"),
  sort: z.enum(["created", "updated"]).default("created").describe("Order"),
  ...page,
});

type Input = z.output<typeof input>;

export const listMergeRequests = defineTool({
  name: "list_merge_requests",
  title: "List merge requests",
  description: "Merge requests of a project or group, or mine everywhere with scope.",
  access: "read",
  scopes: ["read_api"],
  reach: "rows",
  input,
  output: listOf(briefly(z.object(mergeRequestRow))),
  async run(asked, { client, connection }: GitlabContext) {
    refuseUnplaced(asked);
    const me = asked.scope === "review_requested" ? await myName(client, connection) : undefined;
    const found = await list<UpstreamMergeRequest>(client.mergeRequests.all(optionsOf(asked, me) as never));
    return { items: found.rows.map(toMergeRequestRow), next_cursor: found.next, total: found.total };
  },
});

const SCOPES = { all: "all", assigned: "assigned_to_me", created: "created_by_me", review_requested: "all" } as const;

/** @param me Who is asked for reviews: old versions know no scope for it. */
function optionsOf(asked: Input, me: string | undefined) {
  const { project: projectId, group: groupId, labels, draft } = asked;
  return {
    ...present({
      projectId,
      groupId,
      scope: SCOPES[asked.scope ?? "all"],
      state: asked.state === "all" ? undefined : asked.state,
      authorUsername: asked.author,
      assigneeUsername: asked.assignee === undefined ? undefined : [asked.assignee],
      reviewerUsername: asked.reviewer ?? me,
      labels: labels?.join(","),
      milestone: asked.milestone,
      sourceBranch: asked.source_branch,
      targetBranch: asked.target_branch,
      wip: draft === undefined ? undefined : draft ? "yes" : "no",
      search: asked.query,
      updatedAfter: asked.updated_after,
    }),
    orderBy: asked.sort === "updated" ? "updated_at" : "created_at",
    ...paging(asked),
  };
}

function refuseUnplaced({ project: name, group: within, scope }: Input): void {
  if (name !== undefined && within !== undefined) {
    throw new ToolError("invalid_input", "Name a project or a group, not both.");
  }
  if (name === undefined && within === undefined && (scope === undefined || scope === "all")) {
    throw new ToolError("invalid_input", "Name a project or group, or a scope for what is mine everywhere.");
  }
}
