import type { GithubClient } from "../github-client.ts";
import { readBlob } from "../contents/git.ts";
import { unlessStatus } from "../errors/unless-status.ts";

/** Where one repository is. A type, as Octokit takes no interface for its parameters. */
export type RepositoryName = { owner: string; repo: string };

/** The text of the README on the default branch; undefined where there is none. */
export async function readReadme(client: GithubClient, name: RepositoryName): Promise<string | undefined> {
  const answer = await unlessStatus(client.rest.repos.getReadme(name), 404);
  if (!answer) return undefined;
  const { encoding, content, sha } = answer.data;
  // Over 1 MB GitHub gives no content here.
  const bytes = encoding === "base64" ? Buffer.from(content, "base64") : await readBlob(client, name, sha);
  return bytes.toString();
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
