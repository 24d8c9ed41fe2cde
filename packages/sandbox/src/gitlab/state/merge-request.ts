import type { Noteable, Position } from "./issue.ts";
import type { Project } from "./project.ts";

/** An unsent comment of a review. */
export interface DraftNote {
  readonly id: number;
  readonly author: string;
  note: string;
  position: Position | undefined;
}

export interface MergeRequest extends Noteable {
  state: "opened" | "closed" | "merged";
  draft: boolean;
  /** The fork that it comes from; its pipelines run there. Undefined: the project itself. */
  fork?: Project;
  readonly sourceBranch: string;
  targetBranch: string;
  /** The head of the source branch. */
  sha: string;
  reviewers: string[];
  /** Who wants changes first. */
  changesRequestedBy: Set<string>;
  approvedBy: string[];
  drafts: DraftNote[];
  squash: boolean;
  removeSourceBranch: boolean;
  mergeSha: string | undefined;
  mergedAtMs: number | undefined;
  mergedBy: string | undefined;
  /** Answers to give before "checking" ends. */
  checking: number;
}
