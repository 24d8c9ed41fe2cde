/** A comment. Those of merge requests' diffs have a position. */
export interface Note {
  readonly id: number;
  body: string;
  readonly author: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  system: boolean;
  internal: boolean;
  position: Position | undefined;
}

/** Where a note stands on a diff, as the API takes and gives it. */
export interface Position {
  readonly base_sha: string;
  readonly start_sha: string;
  readonly head_sha: string;
  readonly position_type: string;
  readonly old_path: string;
  readonly new_path: string;
  readonly old_line: number | null;
  readonly new_line: number | null;
  readonly line_range?: unknown;
}

/** Notes that belong together. A single note stands alone and cannot be resolved. */
export interface Discussion {
  readonly id: string;
  readonly individual: boolean;
  readonly notes: Note[];
  readonly resolvable: boolean;
  resolvedBy: string | undefined;
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface Milestone {
  readonly id: number;
  readonly iid: number;
  title: string;
  description: string;
  state: "active" | "closed";
  startDate: string | null;
  dueDate: string | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

/** What issues and merge requests have in common. */
export interface Noteable {
  readonly id: number;
  readonly iid: number;
  title: string;
  description: string;
  readonly author: string;
  assignees: string[];
  labels: string[];
  milestone: Milestone | undefined;
  readonly createdAtMs: number;
  updatedAtMs: number;
  closedAtMs: number | undefined;
  discussions: Discussion[];
}

export interface Issue extends Noteable {
  state: "opened" | "closed";
  type: "issue" | "incident" | "task" | "test_case";
  confidential: boolean;
  dueDate: string | null;
}
