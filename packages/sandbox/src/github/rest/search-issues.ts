import { paginate } from "../http/page.ts";
import { canSee } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { findIssues } from "../state/search/find-issues.ts";
import type { SearchSort } from "../state/search/find-issues.ts";
import { parseQuery } from "../state/search/parse-query.ts";

/** Search shows no more than its first thousand. */
const REACHABLE = 1_000;
const MAX_TERMS = 256;
const MAX_OPERATORS = 5;

function invalidQuery(message: string, more: Record<string, unknown> = {}): Refusal {
  return new Refusal(422, "Validation Failed", [{ message, resource: "Search", field: "q", code: "invalid", ...more }]);
}

/** What GitHub refuses before it searches. */
function checkQuery(text: string): void {
  const query = parseQuery(text);
  if (text.trim() === "")
    throw new Refusal(422, "Validation Failed", [{ resource: "Search", field: "q", code: "missing" }]);
  const words = query.terms.map((term) => term.text).join(" ");
  if (words.length > MAX_TERMS) throw invalidQuery(`The search is longer than ${MAX_TERMS} characters.`);
  const operators = text.match(/(?<=[\s)])(?:AND|OR|NOT)(?=[\s(])/g) ?? [];
  if (operators.length > MAX_OPERATORS) throw invalidQuery(`More than five AND / OR / NOT operators were used.`);
  const kinds = query.qualifiers.filter(
    ({ name, value }) => (name === "is" || name === "type") && /^(issue|pr|pull-request)$/.test(value),
  );
  if (kinds.length === 0) throw new Refusal(422, "Query must include 'is:issue' or 'is:pull-request'");
}

function search(call: Call): Reply {
  const { world, viewer, query } = call;
  const text = query.get("q") ?? "";
  checkQuery(text);
  const sort = query.get("sort");
  const order: { sort?: SearchSort; ascending?: boolean } = {
    ...(sort === "created" || sort === "updated" || sort === "comments" ? { sort } : {}),
    ascending: query.get("order") === "asc",
  };
  const outcome = findIssues(
    world,
    viewer.account,
    parseQuery(text),
    (repository) => canSee(viewer, repository),
    order,
  );
  if (outcome.unknown) {
    const reason = "either because the resources do not exist or you do not have permission to view them.";
    throw invalidQuery(`The listed users and repositories cannot be searched ${reason}`, {
      value: outcome.unknown.join(" "),
    });
  }
  // There is no semantic index here: such searches fall back, and say so.
  const fallback = query.has("search_type") ? { lexical_fallback_reason: ["service_unavailable"] } : {};
  return paginate(call, outcome.rows, {
    shape: ({ repository, issue }) => ({ ...issueShape(world, repository, issue), score: 1 }),
    wrap: (items, total) => ({
      total_count: total,
      incomplete_results: false,
      search_type: "lexical",
      ...fallback,
      items,
    }),
    reachable: REACHABLE,
  });
}

export const searchIssueRoutes: readonly Route[] = [route("GET", "/search/issues", search, ["repo"])];
