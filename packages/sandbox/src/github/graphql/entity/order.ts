import type { Issue } from "../../state/issues.ts";
import type { IssueSort } from "../../state/issues/filter-issues.ts";
import { compareIssues } from "../../state/issues/filter-issues.ts";

export interface Order {
  readonly field: "CREATED_AT" | "UPDATED_AT" | "COMMENTS";
  readonly direction: "ASC" | "DESC";
}

const SORTS: Record<Order["field"], IssueSort> = { CREATED_AT: "created", UPDATED_AT: "updated", COMMENTS: "comments" };

/** Compares as an `IssueOrder` asks: oldest first unless told. */
export function inOrder(order: Order | null | undefined): (left: Issue, right: Issue) => number {
  return compareIssues(SORTS[order?.field ?? "CREATED_AT"], (order?.direction ?? "ASC") === "ASC");
}
