import { invalid } from "../http/refusals.ts";
import type { Call } from "../http/route.ts";
import type { IssueFilter, IssueSort } from "../state/issues/filter-issues.ts";
import { findAccount } from "../state/world.ts";

const SORTS: readonly string[] = ["created", "updated", "comments"] satisfies IssueSort[];

/** State, labels and since: what every issue list takes. @throws Refusal 422 for values GitHub refuses. */
export function issueFilterOf(call: Call): IssueFilter {
  const { query } = call;
  const state = query.get("state") ?? "open";
  if (state !== "open" && state !== "closed" && state !== "all") throw invalid("Issue", "state", "invalid");
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  const sinceMs = query.has("since") ? Date.parse(query.get("since") ?? "") : undefined;
  if (Number.isNaN(sinceMs)) throw invalid("Issue", "since", "invalid");
  const type = query.get("type");
  return {
    ...(state === "all" ? {} : { states: [state] }),
    ...(labels.length === 0 ? {} : { labels }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(type === null ? {} : { type }),
  };
}

/** What lists of one repository take besides: people and milestone. */
export function repositoryIssueFilterOf(call: Call): IssueFilter {
  const { query, world } = call;
  const people = ["assignee", "creator", "mentioned"].flatMap((name) => {
    const login = query.get(name);
    if (login === null || login === "") return [];
    if (login !== "*" && login !== "none" && !findAccount(world, login)) throw invalid("Issue", name, "invalid");
    return [[name, login] as const];
  });
  const milestone = query.get("milestone");
  if (milestone !== null && !/^(\d+|\*|none)$/.test(milestone)) throw invalid("Issue", "milestone", "invalid");
  return { ...issueFilterOf(call), ...Object.fromEntries(people), ...(milestone === null ? {} : { milestone }) };
}

export function issueOrderOf(call: Call): { sort: IssueSort; ascending: boolean } {
  const sort = call.query.get("sort") ?? "created";
  if (!SORTS.includes(sort)) throw invalid("Issue", "sort", "invalid");
  return { sort: sort as IssueSort, ascending: call.query.get("direction") === "asc" };
}
