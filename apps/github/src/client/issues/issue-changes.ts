import { changedSet, type SetChange } from "@fairlead/domain/names";

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** What of an issue can be changed; `null` stands for none. */
export interface IssueState {
  title: string;
  body: string;
  state: string;
  state_reason: string | null;
  labels: readonly string[];
  milestone: number | null;
  type: string | null;
}

/** What is to change; absent stays as it is. */
export interface IssueChange {
  title?: string | undefined;
  body?: string | undefined;
  state?: "open" | "closed" | undefined;
  state_reason?: StateReason | undefined;
  /** Database id of the issue that this one repeats: closes it as a duplicate. */
  duplicate_issue_id?: number | undefined;
  /** Sent as a whole. */
  labels: SetChange;
  milestone?: number | null | undefined;
  type?: string | null | undefined;
}

/** The fields of a request. */
export interface IssuePatch {
  title?: string;
  body?: string;
  state?: "open" | "closed";
  state_reason?: StateReason;
  duplicate_issue_id?: number;
  labels?: string[];
  milestone?: number | null;
  type?: string | null;
}

/** A request whose fields all differ from what is there, and what is there. */
export interface ChangePlan {
  patch: IssuePatch;
  before: Partial<IssueState>;
}

const PLAIN = ["title", "body", "milestone", "type"] as const;

/** Works out which fields of an issue a change has to send: those that it names and that are not so already. */
export function planIssueChange(present: IssueState, change: IssueChange): ChangePlan {
  const patch: IssuePatch = {
    ...Object.fromEntries(
      PLAIN.flatMap((field) => (isNews(present[field], change[field]) ? [[field, change[field]]] : [])),
    ),
    ...stateChange(present, change),
    ...changedLabels(present, change),
  };
  const fields = (Object.keys(patch) as (keyof IssueState)[]).filter((field) => field in present);
  return { patch, before: Object.fromEntries(fields.map((field) => [field, present[field]])) };
}

function isNews(present: unknown, wanted: unknown): boolean {
  return wanted !== undefined && wanted !== present;
}

/** A reason alone is one of the present state: GitHub takes it, as the issue that is repeated, beside the state only. */
function stateChange(present: IssueState, { state, state_reason: reason, ...change }: IssueChange): IssuePatch {
  const { duplicate_issue_id: original } = change;
  if (original !== undefined) return { state: "closed", state_reason: "duplicate", duplicate_issue_id: original };
  const after = state ?? (present.state === "closed" ? "closed" : "open");
  const otherReason = reason !== undefined && reason !== present.state_reason;
  if (after === present.state && !(otherReason && after === "closed")) return {};
  return { state: after, ...(reason !== undefined && { state_reason: reason }) };
}

/** The fields of `before` that are different now. */
export function changedFields(before: Partial<IssueState>, now: IssueState): string[] {
  const fields = Object.keys(before) as (keyof IssueState)[];
  return fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(now[field]));
}

function changedLabels(present: IssueState, change: IssueChange): IssuePatch {
  const labels = changedSet(present.labels, change.labels);
  return labels ? { labels } : {};
}
