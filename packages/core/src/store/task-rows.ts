export type TaskStatus = "working" | "input_required" | "completed" | "failed" | "cancelled";

/** A task as the store knows it. What it is about is `content`, which is sealed before it comes here. */
export interface TaskRow {
  id: string;
  tenant: string;
  connector: string;
  /** Who may see it. */
  owner: string;
  status: TaskStatus;
  /** Counts the changes; begins with 1. */
  version: number;
  content: string;
  createdAtMs: number;
  updatedAtMs: number;
  expiresAtMs: number;
}

/** Where tasks are kept: the one truth about them. An expired row is gone for every method. */
export interface TaskRows {
  /** Returns once the row is as safe as the store is. */
  insert(row: TaskRow): Promise<void>;
  get(id: string): Promise<TaskRow | undefined>;
  /** Writes `row`, whose version is one more, over the version before it. @returns false when that has changed or gone. */
  replace(row: TaskRow): Promise<boolean>;
  /** Those of an owner that have not ended. */
  countOpen(of: Pick<TaskRow, "tenant" | "connector" | "owner">): Promise<number>;
  /** Tasks at work that nothing was heard of since, the oldest first. */
  silent(connector: string, sinceMs: number, limit: number): Promise<readonly TaskRow[]>;
  /** Deletes what has expired. */
  sweep(): Promise<number>;
}
