import { namesOut } from "@fairlead/core";
import { z } from "zod";
import { namesOf, projectOf, type UpstreamIssue, type UpstreamPerson } from "./issue.ts";

/** A merge request as lists give it. */
export const mergeRequestRow = {
  project: z.string(),
  iid: z.int(),
  title: z.string(),
  state: z.string(),
  draft: z.boolean(),
  author: z.string().optional(),
  source_branch: z.string(),
  target_branch: z.string(),
  labels: namesOut,
  updated_at: z.string().optional(),
  url: z.string(),
};

/** What GitLab answers about a merge request; lists have less of it. */
export interface UpstreamMergeRequest extends UpstreamIssue {
  draft?: boolean | null;
  work_in_progress?: boolean | null;
  source_branch: string;
  target_branch: string;
  source_project_id?: number | null;
  target_project_id?: number | null;
  sha?: string | null;
  reviewers?: UpstreamPerson[] | null;
  squash?: boolean | null;
  force_remove_source_branch?: boolean | null;
  merge_commit_sha?: string | null;
  squash_commit_sha?: string | null;
  detailed_merge_status?: string | null;
  merge_status?: string | null;
  has_conflicts?: boolean | null;
  changes_count?: string | null;
  blocking_discussions_resolved?: boolean | null;
  diverged_commits_count?: number | null;
  rebase_in_progress?: boolean | null;
  merge_when_pipeline_succeeds?: boolean | null;
  diff_refs?: { base_sha: string; head_sha: string; start_sha: string } | null;
  head_pipeline?: { id: number; status: string; web_url?: string | null } | null;
}

export function isDraft(row: UpstreamMergeRequest): boolean {
  return row.draft === true || row.work_in_progress === true;
}

export function toMergeRequestRow(row: UpstreamMergeRequest): z.input<z.ZodObject<typeof mergeRequestRow>> {
  return {
    project: projectOf(row, "!"),
    iid: row.iid,
    title: row.title,
    state: row.state,
    draft: isDraft(row),
    author: row.author?.username,
    source_branch: row.source_branch,
    target_branch: row.target_branch,
    labels: row.labels ?? [],
    updated_at: row.updated_at ?? undefined,
    url: row.web_url,
  };
}

/** One merge request. */
export const mergeRequestFacts = {
  ...mergeRequestRow,
  description: z.string(),
  head_sha: z.string().optional(),
  assignees: namesOut,
  reviewers: namesOut,
  milestone: z.string().optional(),
  changes: z.string().optional(),
  pipeline: z.object({ pipeline_id: z.int(), status: z.string() }).meta({ properties: undefined }).optional(),
};

export function toMergeRequest(row: UpstreamMergeRequest): z.input<z.ZodObject<typeof mergeRequestFacts>> {
  const { head_pipeline: pipeline } = row;
  return {
    ...toMergeRequestRow(row),
    description: row.description ?? "",
    head_sha: row.sha ?? undefined,
    assignees: namesOf(row.assignees),
    reviewers: namesOf(row.reviewers),
    milestone: row.milestone?.title,
    changes: row.changes_count ?? undefined,
    pipeline: pipeline ? { pipeline_id: pipeline.id, status: pipeline.status } : undefined,
  };
}

/** The commit that a merge made. */
export function mergeShaOf(row: UpstreamMergeRequest): string | undefined {
  return row.merge_commit_sha ?? row.squash_commit_sha ?? undefined;
}
