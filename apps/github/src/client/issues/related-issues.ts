import type { GithubClient } from "../github-client.ts";
import { searchIssues } from "./issue-search.ts";
import type { FullIssue } from "./issues.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** How many of a title's words an issue must share: two at first, one where nothing does. */
const WORDS = [2, 1];
const MOST = 10;

/** Open and closed issues of the same repository that share the longest words of an issue's title. */
export async function findRelatedIssues(
  client: GithubClient,
  name: RepositoryName,
  { title, number }: Pick<FullIssue, "title" | "number">,
) {
  const words = [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])].toSorted(
    (a, b) => b.length - a.length,
  );
  for (const count of WORDS.filter((most) => most <= words.length)) {
    const search = {
      words: words.slice(0, count).join(" "),
      kind: "issue",
      repos: [`${name.owner}/${name.repo}`],
    } as const;
    const order = { sort: "best_match", order: "desc" } as const;
    const { rows } = await searchIssues(client, search, order, { limit: MOST + 1 });
    const others = rows.filter((row) => row.number !== number).slice(0, MOST);
    if (others.length > 0) return others;
  }
  return [];
}
