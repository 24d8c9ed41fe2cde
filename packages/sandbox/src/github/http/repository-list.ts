import type { Repository } from "../state/repository.ts";
import { repositoryShape } from "../shape/repository.ts";
import { paginate } from "./page.ts";
import { canSee } from "./repository-of.ts";
import type { Call, Reply } from "./route.ts";

type SortKey = "created" | "updated" | "pushed" | "full_name";

const KEYS: Record<SortKey, (repository: Repository) => number | string> = {
  created: ({ createdAtMs }) => createdAtMs,
  updated: ({ updatedAtMs }) => updatedAtMs,
  pushed: ({ pushedAtMs }) => pushedAtMs,
  full_name: ({ fullName }) => fullName.toLowerCase(),
};

function compare(left: number | string, right: number | string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The repositories that the caller may see and `belongs` lets through. */
export function visibleRepositories(
  call: Call,
  belongs: (repository: Repository) => boolean = () => true,
): Repository[] {
  return [...call.world.repositories.values()].filter(
    (repository) => canSee(call.viewer, repository) && belongs(repository),
  );
}

/** A page of repositories, by `sort` and `direction` of the query; names ascend and times descend unless told. */
export function repositoryPage(call: Call, repositories: readonly Repository[], defaultSort: SortKey): Reply {
  const asked = call.query.get("sort") ?? defaultSort;
  const sort = asked in KEYS ? (asked as SortKey) : defaultSort;
  const direction = call.query.get("direction") ?? (sort === "full_name" ? "asc" : "desc");
  const sign = direction === "asc" ? 1 : -1;
  const sorted = repositories.toSorted((a, b) => sign * compare(KEYS[sort](a), KEYS[sort](b)) || a.id - b.id);
  return paginate(call, sorted, { shape: (row) => repositoryShape(call.world, row, call.viewer.account) });
}
