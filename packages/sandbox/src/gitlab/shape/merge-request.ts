import type { User } from "../state/account.ts";
import { detailedStatus, diffRefs, filesOf, headPipeline, mergeFacts } from "../state/merge-status.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import type { World } from "../state/world.ts";
import { milestoneShape } from "./issue.ts";
import { pipelineRow, pipelineShape } from "./pipeline.ts";
import { iso, isoOrNull, personShape } from "./user.ts";

/** Files that GitLab lists of one merge request. */
export const MOST_FILES = 400;

/** A row of a list: its merge status is that of the last check. */
export function mergeRequestRow(world: World, project: Project, merge: MergeRequest) {
  const path = fullPathOf(project);
  const assignees = merge.assignees.map((name) => personShape(world, name));
  return {
    id: merge.id,
    iid: merge.iid,
    project_id: project.id,
    title: merge.draft ? `Draft: ${merge.title}` : merge.title,
    description: merge.description,
    state: merge.state,
    created_at: iso(merge.createdAtMs),
    updated_at: iso(merge.updatedAtMs),
    merged_by: merge.mergedBy === undefined ? null : personShape(world, merge.mergedBy),
    merged_at: isoOrNull(merge.mergedAtMs),
    closed_at: isoOrNull(merge.closedAtMs),
    target_branch: merge.targetBranch,
    source_branch: merge.sourceBranch,
    user_notes_count: merge.discussions.flatMap(({ notes }) => notes).length,
    author: personShape(world, merge.author),
    assignees,
    assignee: assignees[0] ?? null,
    reviewers: merge.reviewers.map((name) => personShape(world, name)),
    source_project_id: merge.fork?.id ?? project.id,
    target_project_id: project.id,
    labels: merge.labels,
    draft: merge.draft,
    work_in_progress: merge.draft,
    milestone: merge.milestone ? milestoneShape(world, project, merge.milestone) : null,
    merge_when_pipeline_succeeds: false,
    merge_status: "unchecked",
    detailed_merge_status: "unchecked",
    sha: merge.sha,
    merge_commit_sha: merge.squash ? null : (merge.mergeSha ?? null),
    squash_commit_sha: merge.squash ? (merge.mergeSha ?? null) : null,
    discussion_locked: null,
    should_remove_source_branch: null,
    force_remove_source_branch: merge.removeSourceBranch,
    squash: merge.squash,
    references: { short: `!${merge.iid}`, relative: `!${merge.iid}`, full: `${path}!${merge.iid}` },
    web_url: `${world.url}/${path}/-/merge_requests/${merge.iid}`,
  };
}

export function mergeRequestShape(
  world: World,
  project: Project,
  merge: MergeRequest,
  { user, query }: { user: User | undefined; query?: URLSearchParams },
) {
  const facts = mergeFacts(project, merge);
  const status = detailedStatus(project, merge, facts);
  if (merge.checking > 0) merge.checking -= 1;
  const found = headPipeline(project, merge);
  const count = filesOf(project, merge).length;
  return {
    ...mergeRequestRow(world, project, merge),
    merge_status: status === "checking" ? "checking" : facts.conflicts ? "cannot_be_merged" : "can_be_merged",
    detailed_merge_status: status,
    has_conflicts: facts.conflicts,
    blocking_discussions_resolved: facts.unresolved === 0,
    changes_count: count > MOST_FILES ? `${MOST_FILES}+` : String(count),
    head_pipeline: found ? pipelineShape(world, found.home, found.pipeline) : null,
    pipeline: found ? pipelineRow(world, found.home, found.pipeline) : null,
    diff_refs: diffRefs(project, merge),
    merge_error: null,
    rebase_in_progress: query?.get("include_rebase_in_progress") === "true" ? false : undefined,
    diverged_commits_count: query?.get("include_diverged_commits_count") === "true" ? facts.behind : undefined,
    first_contribution: false,
    user: { can_merge: user !== undefined },
  };
}
