import type { Git } from "../../git/index.ts";
import type { Group } from "./account.ts";
import type { Issue, Label, Milestone } from "./issue.ts";
import type { MergeRequest } from "./merge-request.ts";
import type { Job, Pipeline } from "./pipeline.ts";

export interface Project {
  readonly id: number;
  /** Undefined in a person's own namespace. */
  group: Group | undefined;
  namespacePath: string;
  path: string;
  name: string;
  description: string | null;
  visibility: "private" | "internal" | "public";
  archived: boolean;
  topics: string[];
  defaultBranch: string;
  protectedBranches: string[];
  /** User id → level, beside what the group gives. */
  members: Map<number, number>;
  mergeMethod: "merge" | "rebase_merge" | "ff";
  squashOption: "never" | "always" | "default_on" | "default_off";
  pipelineMustSucceed: boolean;
  /** Pipelines of merge requests run on what a merge would give. */
  mergedResults: boolean;
  discussionsMustBeResolved: boolean;
  removeSourceBranchAfterMerge: boolean;
  approvalsRequired: number;
  /** Authors may approve what they wrote. In the free edition they always may. */
  authorsApprove: boolean;
  readonly git: Git;
  labels: Label[];
  milestones: Milestone[];
  issues: Map<number, Issue>;
  mergeRequests: Map<number, MergeRequest>;
  pipelines: Pipeline[];
  readonly createdAtMs: number;
  lastActivityAtMs: number;
  starredBy: Set<string>;
  /** Set where its deletion is delayed. */
  deletesOn: string | undefined;
  /** Judges a commit: the jobs of a new pipeline, and how each ends. Undefined: it has no CI. */
  runner: Runner | undefined;
}

/** The machines behind a project's CI. */
export interface Runner {
  /** Names and stages. */
  readonly jobs: readonly { readonly name: string; readonly stage: string }[];
  /** Ends a running job. */
  settle(sha: string, job: Job): void;
}

export function fullPathOf({ namespacePath, path }: Pick<Project, "namespacePath" | "path">): string {
  return `${namespacePath}/${path}`;
}
