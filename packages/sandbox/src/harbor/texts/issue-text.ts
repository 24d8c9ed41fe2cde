/** Why an issue was closed. */
type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** An issue as the seed tells it; ages are days before the seed's own "now". */
export interface IssueText {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author: string;
  readonly ageDays: number;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  /** Title of a milestone. */
  readonly milestone?: string;
  readonly closed?: { readonly by: string; readonly ageDays: number; readonly reason: StateReason };
  readonly parent?: number;
  readonly comments?: readonly CommentText[];
}

interface CommentText {
  readonly author: string;
  readonly ageDays: number;
  readonly body: string;
}

export interface LabelText {
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
  readonly isDefault?: boolean;
}

export interface MilestoneText {
  readonly title: string;
  readonly description: string;
  readonly state: "open" | "closed";
  readonly ageDays: number;
  /** Days from "now", negative where past. */
  readonly dueInDays: number;
}
