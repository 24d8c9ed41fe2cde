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

/**
 * The queries that a search takes: GitHub gives issues and pull requests together to nobody ("Search issues and pull
 * requests" in its REST documentation).
 *
 * @param syntax GitHub.com reads two `repo:` as "in both" and has OR and brackets; servers of old read them as "in either".
 */
export function issueQueries({ words, kind, repos, owner, state }: IssueSearch, syntax: "boolean" | "plain"): string[] {
  const said = syntax === "boolean" && /\bOR\b/.test(words) ? `(${words.trim()})` : words.trim();
  const rest = [...(owner === undefined ? [] : [`user:${owner}`]), ...(state === undefined ? [] : [`is:${state}`])];
  return KINDS[kind].flatMap((is) =>
    placesOf(repos, syntax).map((place) => [said, is, ...rest, place].filter((part) => part !== "").join(" ")),
  );
}

function placesOf(repos: readonly string[], syntax: "boolean" | "plain"): string[] {
  const named = repos.map((repo) => `repo:${repo}`);
  if (named.length < 2 || syntax === "plain") return [named.join(" ")];
  const groups: string[] = [];
  for (let from = 0; from < named.length; from += MOST_OPERATORS + 1) {
    groups.push(`(${named.slice(from, from + MOST_OPERATORS + 1).join(" OR ")})`);
  }
  return groups;
}
