/** How GitHub reads a search: `boolean` has OR and brackets, `plain` takes several `repo:` as "in either". */
export type SearchSyntax = "boolean" | "plain";

/** What issues and pull requests are searched for. */
export interface IssueSearch {
  words: string;
  kind: "issue" | "pull_request" | "any";
  repos: readonly string[];
  owner?: string | undefined;
  state?: "open" | "closed" | undefined;
}

const KINDS = { issue: ["is:issue"], pull_request: ["is:pull-request"], any: ["is:issue", "is:pull-request"] } as const;

/** GitHub refuses a query with more than five operators. */
const MOST_OPERATORS = 5;

const HAS_OR = /\bOR\b/;

/** True for a search that every edition reads alike: one place at most, and no OR of the caller's own. */
export function isSimple({ words, repos }: Pick<IssueSearch, "words" | "repos">): boolean {
  return repos.length < 2 && !HAS_OR.test(words);
}

/**
 * The queries that a search takes: GitHub gives issues and pull requests together to nobody ("Search issues and pull
 * requests" in its REST documentation).
 *
 * @param syntax Does not matter for a simple search.
 */
export function issueQueries({ words, kind, repos, owner, state }: IssueSearch, syntax: SearchSyntax): string[] {
  const said = syntax === "boolean" && HAS_OR.test(words) ? `(${words.trim()})` : words.trim();
  const rest = [...(owner === undefined ? [] : [`user:${owner}`]), ...(state === undefined ? [] : [`is:${state}`])];
  return KINDS[kind].flatMap((is) =>
    placesOf(repos, syntax).map((place) => [said, is, ...rest, place].filter((part) => part !== "").join(" ")),
  );
}

function placesOf(repos: readonly string[], syntax: SearchSyntax): string[] {
  const named = repos.map((repo) => `repo:${repo}`);
  if (named.length < 2 || syntax === "plain") return [named.join(" ")];
  const groups: string[] = [];
  for (let from = 0; from < named.length; from += MOST_OPERATORS + 1) {
    groups.push(`(${named.slice(from, from + MOST_OPERATORS + 1).join(" OR ")})`);
  }
  return groups;
}
