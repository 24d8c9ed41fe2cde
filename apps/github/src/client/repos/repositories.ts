import type { GithubClient } from "../github-client.ts";
import { unlessStatus } from "../errors/unless-status.ts";

/** Where one repository is. A type, as Octokit takes no interface for its parameters. */
export type RepositoryName = { owner: string; repo: string };

/** The text of the README on the default branch; undefined where there is none. */
export async function readReadme(client: GithubClient, name: RepositoryName): Promise<string | undefined> {
  const answer = await unlessStatus(client.rest.repos.getReadme(name), 404);
  return answer && Buffer.from(answer.data.content, "base64").toString();
}

/** Languages, most bytes first. */
export async function readLanguages(client: GithubClient, name: RepositoryName): Promise<string[]> {
  const { data } = await client.rest.repos.listLanguages(name);
  return Object.entries(data)
    .toSorted(([, a], [, b]) => b - a)
    .map(([language]) => language);
}

/** Logins of those who made the most commits. GitHub gives none for an empty repository. */
export async function readContributors(client: GithubClient, name: RepositoryName): Promise<string[]> {
  const { data } = await client.rest.repos.listContributors({ ...name, per_page: 20 });
  return Array.isArray(data) ? data.flatMap(({ login }) => login ?? []) : [];
}
