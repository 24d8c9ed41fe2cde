import { aheadBehind, commitOf, diffTrees, mergeBase, mergeCommits, type FileDiff } from "../../git/index.ts";
import type { MergeRequest } from "./merge-request.ts";
import { statusOf, type Pipeline } from "./pipeline.ts";
import type { Project } from "./project.ts";

/** The head of the source branch, or where it last was. */
export function headOf(project: Project, merge: MergeRequest): string {
  if (merge.state === "opened") merge.sha = project.git.refs.get(`refs/heads/${merge.sourceBranch}`) ?? merge.sha;
  return merge.sha;
}

/** What a merge request's diff is taken between. */
export function diffRefs(project: Project, merge: MergeRequest) {
  const head = headOf(project, merge);
  const target = merge.mergeSha === undefined ? project.git.refs.get(`refs/heads/${merge.targetBranch}`) : undefined;
  const tip = target ?? commitOf(project.git, merge.mergeSha ?? head).parents[0] ?? head;
  const base = mergeBase(project.git, tip, head) ?? tip;
  return { base_sha: base, head_sha: head, start_sha: base };
}

export function filesOf(project: Project, merge: MergeRequest): readonly FileDiff[] {
  const { base_sha: base, head_sha: head } = diffRefs(project, merge);
  return diffTrees(project.git, commitOf(project.git, base).tree, commitOf(project.git, head).tree);
}

/** A pipeline of a merge request, and the project that it runs in. */
export interface MergePipeline {
  home: Project;
  pipeline: Pipeline;
}

/** Pipelines of a merge request, oldest first: of its own refs, and of the source branch, in a fork if it comes from one. */
export function pipelinesFor(project: Project, merge: MergeRequest): MergePipeline[] {
  const source = merge.fork ?? project;
  const own = `refs/merge-requests/${merge.iid}/`;
  const among = (home: Project, isMeant: (ref: string) => boolean) =>
    home.pipelines.filter(({ ref }) => isMeant(ref)).map((pipeline) => ({ home, pipeline }));
  return [
    ...among(project, (ref) => ref.startsWith(own)),
    ...among(source, (ref) => ref === merge.sourceBranch || (source !== project && ref.startsWith(own))),
  ].toSorted((a, b) => a.pipeline.id - b.pipeline.id);
}

/** The newest pipeline of the head. */
export function headPipeline(project: Project, merge: MergeRequest): MergePipeline | undefined {
  const head = headOf(project, merge);
  return pipelinesFor(project, merge).findLast(({ pipeline: { sha, sourceSha } }) => (sourceSha ?? sha) === head);
}

export interface MergeFacts {
  conflicts: boolean;
  behind: number;
  unresolved: number;
  approvalsLeft: number;
  pipeline: string | undefined;
}

export function mergeFacts(project: Project, merge: MergeRequest): MergeFacts {
  const head = headOf(project, merge);
  const target = project.git.refs.get(`refs/heads/${merge.targetBranch}`) ?? head;
  const pipeline = headPipeline(project, merge);
  return {
    conflicts: merge.state === "opened" && mergeCommits(project.git, target, head).conflicts.length > 0,
    behind: aheadBehind(project.git, target, head).behind,
    unresolved: merge.discussions.filter(({ resolvable, resolvedBy }) => resolvable && resolvedBy === undefined).length,
    approvalsLeft: Math.max(0, project.approvalsRequired - merge.approvedBy.length),
    pipeline: pipeline && statusOf(pipeline.pipeline),
  };
}

/** `detailed_merge_status`: the first reason that GitLab finds, which hides the others. */
export function detailedStatus(project: Project, merge: MergeRequest, facts: MergeFacts): string {
  if (merge.state !== "opened") return "not_open";
  if (merge.checking > 0) return "checking";
  if (merge.draft) return "draft_status";
  if (facts.conflicts) return "conflict";
  if (project.discussionsMustBeResolved && facts.unresolved > 0) return "discussions_not_resolved";
  if (project.pipelineMustSucceed && facts.pipeline === "running") return "ci_still_running";
  if (project.pipelineMustSucceed && facts.pipeline !== "success") return "ci_must_pass";
  if (merge.changesRequestedBy.size > 0) return "requested_changes";
  if (facts.approvalsLeft > 0) return "not_approved";
  if (project.mergeMethod !== "merge" && facts.behind > 0) return "need_rebase";
  return "mergeable";
}
