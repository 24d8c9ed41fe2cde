import { parseWords } from "../state/search/words.ts";
import type { Words } from "../state/search/words.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount, findRepository } from "../state/world.ts";
import { paginate } from "./page.ts";
import { invalid } from "./refusals.ts";
import { visibleRepositories } from "./repository-list.ts";
import { canSee } from "./repository-of.ts";
import type { Call, Reply } from "./route.ts";
import { Refusal } from "./route.ts";

/** A search finds this many at most, whatever it counts. */
const REACHABLE = 1000;

/** The query, within GitHub's bounds: 256 characters without qualifiers, five operators. */
export function searchWords(call: Call): Words {
  const text = call.query.get("q") ?? "";
  if (text.trim() === "") throw invalid("Search", "q", "missing");
  const words = parseWords(text);
  if (words.terms.join(" ").length > 256) {
    throw new Refusal(422, "Validation Failed", [
      { resource: "Search", field: "q", code: "invalid", message: "The search is longer than 256 characters." },
    ]);
  }
  if (words.operators > 5) {
    throw new Refusal(422, "Validation Failed", [
      {
        resource: "Search",
        field: "q",
        code: "invalid",
        message: "More than five AND / OR / NOT operators were used.",
      },
    ]);
  }
  return words;
}

/**
 * Repositories that `repo:`, `user:` and `org:` name, or all visible ones. @throws Refusal 422 where one of them does not
 * exist for the caller: GitHub then refuses the whole search and names none.
 */
export function searchScope(call: Call, { qualifiers }: Words): Repository[] {
  const repos = qualifiers.get("repo") ?? [];
  const owners = [...(qualifiers.get("user") ?? []), ...(qualifiers.get("org") ?? [])].map((login) =>
    login === "@me" ? call.viewer.account.login : login,
  );
  const named = repos.map((name) => findRepository(call.world, name)?.repository);
  const hidden =
    named.some((row) => !row || !canSee(call.viewer, row)) || owners.some((login) => !findAccount(call.world, login));
  if (hidden) {
    const message =
      "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.";
    throw new Refusal(422, "Validation Failed", [{ resource: "Search", field: "q", code: "invalid", message }]);
  }
  if (repos.length === 0 && owners.length === 0) return visibleRepositories(call);
  const wanted = new Set(owners.map((login) => login.toLowerCase()));
  return visibleRepositories(call, (row) => named.includes(row) || wanted.has(row.owner.login.toLowerCase()));
}

/** A page of search results in their common envelope. */
export function searchPage<Row>(call: Call, rows: readonly Row[], shape: (row: Row) => unknown): Reply {
  return paginate(call, rows, {
    shape,
    reachable: REACHABLE,
    wrap: (items, total) => ({ total_count: total, incomplete_results: false, items }),
  });
}
