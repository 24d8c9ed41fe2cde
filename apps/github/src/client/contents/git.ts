import type { DirectoryRow } from "@fairlead/domain/file-text";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** Git's own objects over REST, for what GraphQL cannot read or write. */

/** Reads a blob's bytes: up to 100 MB at GitHub, less by the core's own limit. */
export async function readBlob(client: GithubClient, name: RepositoryName, sha: string): Promise<Buffer> {
  const { data } = await client.rest.git.getBlob({ ...name, file_sha: sha });
  return Buffer.from(data.content, "base64");
}

/** Every entry below a tree. `truncated` where it has more than 100,000 entries or 7 MB of names. */
export async function readTree(
  client: GithubClient,
  name: RepositoryName,
  sha: string,
): Promise<{ rows: DirectoryRow[]; truncated: boolean }> {
  const { data } = await client.rest.git.getTree({ ...name, tree_sha: sha, recursive: "true" });
  const rows = data.tree.map(({ path, mode, size }) => ({ path, type: TYPES[mode] ?? "file", size }));
  return { rows, truncated: data.truncated };
}

const TYPES: Readonly<Record<string, DirectoryRow["type"]>> = {
  "040000": "directory",
  "120000": "symlink",
  "160000": "submodule",
};
