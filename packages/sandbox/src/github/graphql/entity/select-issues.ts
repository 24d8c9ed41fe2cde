import type { IssueFilter } from "../../state/issues/filter-issues.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import type { Order } from "./order.ts";

export interface IssueArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: Order | null;
  readonly filterBy?: {
    readonly assignee?: string | null;
    readonly createdBy?: string | null;
    readonly labels?: readonly string[] | null;
    readonly mentioned?: string | null;
    readonly milestone?: string | null;
    readonly milestoneNumber?: string | null;
    readonly since?: string | null;
    readonly states?: readonly ("OPEN" | "CLOSED")[] | null;
  } | null;
}

/** Argument values that are there: GraphQL's null means absent. */
function present<T extends object>(values: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<{
    [K in keyof T]: NonNullable<T[K]>;
  }>;
}

/** The arguments of `issues` as a filter; `filterBy` beats the older ones. */
export function issueFilter(repository: Repository, args: IssueArguments): IssueFilter {
  const by = args.filterBy ?? {};
  const states = by.states ?? args.states;
  const since = by.since == null ? undefined : Date.parse(by.since);
  const titled = repository.issues.milestones.find(({ title }) => title === by.milestone);
  return present({
    states: states?.map((state): "open" | "closed" => (state === "OPEN" ? "open" : "closed")),
    labels: by.labels ?? args.labels,
    assignee: by.assignee,
    creator: by.createdBy,
    mentioned: by.mentioned,
    milestone: by.milestoneNumber ?? (titled ? String(titled.number) : by.milestone),
    sinceMs: since,
  });
}
