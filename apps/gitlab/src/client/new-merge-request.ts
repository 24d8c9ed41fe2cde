import { present, ToolError } from "@fairlead/core";
import { isSameText } from "@fairlead/domain/text-edit";
import type { UpstreamMergeRequest } from "../shape/merge-request.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { resolveLabels, resolveMilestone, resolvePeople } from "./names.ts";
import type { Wanted } from "./new-issue.ts";
import { list } from "./one.ts";
import { isRecent } from "./recent.ts";
import { refuseQuickActions } from "./refuse-quick-actions.ts";
import { readDefaultTemplate } from "./templates.ts";

export interface NewMergeRequest {
  title: string;
  source_branch: string;
  target_branch: string;
  description?: string | undefined;
  use_template?: boolean | undefined;
  draft?: boolean | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
  reviewers?: readonly string[] | undefined;
  milestone?: string | undefined;
  squash?: boolean | undefined;
  remove_source_branch?: boolean | undefined;
}

/** Checks what a new merge request is to have, and makes its request. */
export async function prepareMerge(client: GitlabClient, project: string, asked: NewMergeRequest) {
  refuseQuickActions(client, asked.description);
  const [labels, assignees, reviewers, milestone, description] = await Promise.all([
    resolveLabels(client, project, asked.labels ?? []),
    resolvePeople(client, project, asked.assignees ?? []),
    resolvePeople(client, project, asked.reviewers ?? []),
    asked.milestone === undefined ? undefined : resolveMilestone(client, project, asked.milestone),
    descriptionOf(client, project, asked),
  ]);
  const ids = (people: readonly { id: number }[]) => (people.length > 0 ? people.map(({ id }) => id) : undefined);
  const request = present({
    description,
    labels: labels.length > 0 ? labels.join(",") : undefined,
    assigneeIds: ids(assignees),
    reviewerIds: ids(reviewers),
    milestoneId: milestone?.id,
    squash: asked.squash,
    removeSourceBranch: asked.remove_source_branch,
  });
  const wanted: Wanted = {
    labels,
    assignees: assignees.map(({ username }) => username),
    reviewers: reviewers.map(({ username }) => username),
    milestone: milestone?.title,
  };
  return { title: titleOf(asked.title, asked.draft), request, wanted };
}

const DRAFT = /^(?:draft:|\[draft\]|\(draft\))\s*/i;

/** `Draft:` before a title is what makes a draft. */
export function titleOf(title: string, draft: boolean | undefined): string {
  if (draft === undefined) return title;
  const plain = title.replace(DRAFT, "");
  return draft ? `Draft: ${plain}` : plain;
}

async function descriptionOf(client: GitlabClient, project: string, { description, use_template }: NewMergeRequest) {
  if (!use_template) return description;
  if (description !== undefined) {
    throw new ToolError("invalid_input", "Pass a description or use_template, not both.");
  }
  const template = await readDefaultTemplate(client, project, "merge_request");
  if (template === undefined)
    throw new ToolError("not_found", "The project has no template for merge requests: pass a description.");
  // A template may have quick actions of the project's own: GitLab's pages run them, a call does not.
  return template
    .split("\n")
    .filter((line) => !/^\s*\/[a-z_]+(?:\s|$)/i.test(line))
    .join("\n");
}

/** The merge request that somebody opened with these words a moment ago, if there is one. */
export async function findRecentMerge(
  client: GitlabClient,
  project: string,
  asked: NewMergeRequest,
  author: string,
): Promise<UpstreamMergeRequest | undefined> {
  const { source_branch: sourceBranch, target_branch: targetBranch } = asked;
  const options = { projectId: project, sourceBranch, targetBranch, scope: "all", perPage: 20 };
  const { rows } = await list<UpstreamMergeRequest>(client.mergeRequests.all(options as never));
  return rows.find(
    (row) =>
      row.author?.username === author &&
      isSameText(row.title.replace(DRAFT, ""), asked.title.replace(DRAFT, "")) &&
      (asked.use_template === true || isSameText(row.description, asked.description)) &&
      isRecent(row.created_at),
  );
}
