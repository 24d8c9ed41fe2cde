import { allows } from "../access.ts";
import type { Account } from "../account.ts";
import type { FoundIssue } from "../issues/references.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { findAccount, findRepository } from "../world.ts";
import { matchIssue } from "./match-issue.ts";
import type { SearchQuery } from "./parse-query.ts";

export type SearchSort = "created" | "updated" | "comments" | "best match";

type SearchOutcome =
  | { readonly rows: readonly FoundIssue[]; readonly unknown?: undefined }
  /** `repo:`, `user:` and `org:` values that do not exist for this viewer: the whole search is refused. */
  | { readonly unknown: readonly string[]; readonly rows?: undefined };

const PLACES = new Set(["repo", "user", "org", "owner"]);

/** Repositories and owners that the query names and that this viewer does not have. */
function unknownPlaces(world: World, sees: (repository: Repository) => boolean, query: SearchQuery): string[] {
  const places = query.qualifiers.filter(({ name, negated }) => PLACES.has(name) && !negated);
  return places.flatMap(({ name, value }) => {
    if (name !== "repo") return value === "@me" || findAccount(world, value) ? [] : [value];
    const found = findRepository(world, value)?.repository;
    return found && sees(found) ? [] : [value];
  });
}

/** Words in the title weigh more than in the text; the newest wins a tie. */
function relevance({ issue }: FoundIssue, query: SearchQuery): number {
  const title = issue.title.toLowerCase();
  const hits = query.terms.filter(({ text, negated }) => !negated && title.includes(text)).length;
  return hits * 10 + Math.min(issue.comments.length, 5);
}

const SORT_KEYS: Record<SearchSort, (found: FoundIssue, query: SearchQuery) => number> = {
  created: ({ issue }) => issue.createdAtMs,
  updated: ({ issue }) => issue.updatedAtMs,
  comments: ({ issue }) => issue.comments.length,
  "best match": relevance,
};

/**
 * Issues and pull requests that answer the query and that the viewer may see, sorted (descending unless told).
 * A `sort:` qualifier beats the parameters.
 */
export function findIssues(
  world: World,
  viewer: Account,
  query: SearchQuery,
  sees: (repository: Repository) => boolean = (repository) => allows(viewer, repository, "pull"),
  order: { sort?: SearchSort; ascending?: boolean } = {},
): SearchOutcome {
  const unknown = unknownPlaces(world, sees, query);
  if (unknown.length > 0) return { unknown };
  const rows = [...world.repositories.values()]
    .filter(sees)
    .flatMap((repository) => [...repository.issues.byNumber.values()].map((issue) => ({ repository, issue })))
    .filter((found) => matchIssue(world, found, viewer.login, query));
  const sortText = query.qualifiers.find(({ name }) => name === "sort")?.value ?? "";
  const [, named, direction] = /^(created|updated|comments)(?:-(asc|desc))?$/.exec(sortText) ?? [];
  const key = SORT_KEYS[(named as SearchSort | undefined) ?? order.sort ?? "best match"];
  const sign = (named === undefined ? order.ascending : direction === "asc") ? 1 : -1;
  rows.sort((a, b) => sign * (key(a, query) - key(b, query)) || b.issue.createdAtMs - a.issue.createdAtMs);
  return { rows };
}
