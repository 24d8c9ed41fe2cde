import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** The first 100 labels of a repository, with what they are for. */
export async function listLabels(client: GithubClient, name: RepositoryName) {
  const { data } = await client.rest.issues.listLabelsForRepo({ ...name, per_page: 100 });
  return data.map((label) => ({ name: label.name, description: label.description ?? undefined }));
}
