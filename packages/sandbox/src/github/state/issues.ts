/** Labels, milestones and issues of one repository. A pull request has a row here too: GitHub's REST lists mix both. */

export interface Label {
  readonly id: number;
  name: string;
  /** Six hexadecimal digits, no `#`. */
  color: string;
  description: string | null;
  isDefault: boolean;
}

export interface Milestone {
  readonly id: number;
  readonly number: number;
  title: string;
  description: string | null;
  state: "open" | "closed";
  readonly creator: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  closedAtMs: number | null;
  dueOnMs: number | null;
}

export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export interface Reaction {
  readonly id: number;
  readonly user: string;
  readonly content: ReactionContent;
  readonly createdAtMs: number;
}

export interface IssueComment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  reactions: Reaction[];
}

/** Another issue, wherever it lives: by repository id, since names change. */
export interface IssueRef {
  readonly repositoryId: number;
  readonly number: number;
}

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** What one timeline event adds to the common part; `event` is GitHub's own word. */
export type EventDetail =
  | { readonly event: "labeled" | "unlabeled"; readonly label: { readonly name: string; readonly color: string } }
  | { readonly event: "assigned" | "unassigned"; readonly assignee: string }
  | { readonly event: "milestoned" | "demilestoned"; readonly milestone: string }
  | { readonly event: "renamed"; readonly from: string; readonly to: string }
  | { readonly event: "closed"; readonly stateReason: StateReason | null; readonly commitSha: string | null }
  | { readonly event: "reopened" | "unlocked" | "ready_for_review" | "convert_to_draft" | "head_ref_deleted" }
  | { readonly event: "locked"; readonly reason: string | null }
  | { readonly event: "merged"; readonly commitSha: string }
  | { readonly event: "cross-referenced"; readonly source: IssueRef }
  | { readonly event: "sub_issue_added" | "sub_issue_removed"; readonly issue: IssueRef }
  | { readonly event: "parent_issue_added" | "parent_issue_removed"; readonly issue: IssueRef }
  | { readonly event: "review_requested" | "review_request_removed"; readonly reviewer: string }
  | { readonly event: "review_dismissed"; readonly reviewId: number; readonly state: string; readonly message: string };

export type TimelineEvent = { readonly id: number; readonly actor: string; readonly atMs: number } & EventDetail;

export interface Issue {
  /** Database id. A pull request's own database id is another one: see `Pull.id`. */
  readonly id: number;
  readonly number: number;
  readonly isPull: boolean;
  title: string;
  body: string | null;
  readonly author: string;
  state: "open" | "closed";
  stateReason: StateReason | null;
  /** Ids of the repository's labels, in the order they were added. */
  labelIds: number[];
  assignees: string[];
  /** Number of the milestone. */
  milestone: number | null;
  type: string | null;
  locked: boolean;
  lockReason: string | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  closedAtMs: number | null;
  closedBy: string | null;
  comments: IssueComment[];
  events: TimelineEvent[];
  reactions: Reaction[];
  parent: IssueRef | null;
  subIssues: IssueRef[];
  blockedBy: IssueRef[];
}

export interface IssueStore {
  /** The number the next issue or pull request gets. */
  nextNumber: number;
  nextMilestone: number;
  readonly byNumber: Map<number, Issue>;
  /** Numbers of deleted issues: they answer 410, not 404. */
  readonly deleted: Set<number>;
  /** Where transferred issues have gone, by the number that they had here: that one redirects. */
  readonly transferred: Map<number, IssueRef>;
  labels: Label[];
  milestones: Milestone[];
}

export function newIssueStore(): IssueStore {
  return {
    nextNumber: 1,
    nextMilestone: 1,
    byNumber: new Map(),
    deleted: new Set(),
    transferred: new Map(),
    labels: [],
    milestones: [],
  };
}
