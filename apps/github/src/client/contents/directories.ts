import { matchGlob } from "@fairlead/domain/diff";
import type { DirectoryRow } from "@fairlead/domain/file-text";
import type { Entry } from "./entries.ts";
import { readTree } from "./git.ts";
import type { GithubClient } from "../github-client.ts";
import type { TreeEntry } from "./objects.ts";
import type { RepositoryName } from "../repos/repositories.ts";

export interface Listing {
  rows: DirectoryRow[];
  /** GitHub gave a part of the tree only. */
  truncated: boolean;
}

type Directory = Extract<Entry, { kind: "directory" }>;

/**
 * Lists a directory.
 *
 * @param filter `depth` levels of it, or with `glob` every file below it that matches, by its path below the directory.
 */
export async function listDirectory(
  client: GithubClient,
  name: RepositoryName,
  { path, directory }: { path: string; directory: Directory },
  { depth, glob }: { depth: number; glob?: string | undefined },
): Promise<Listing> {
  const full = (below: string) => (path === "" ? below : `${path}/${below}`);
  if (depth === 1 && glob === undefined) {
    return { rows: directory.entries.map((entry) => rowOf(entry, full(entry.name))), truncated: false };
  }
  const { rows, truncated } = await readTree(client, name, directory.oid);
  const wanted = rows.filter((row) =>
    glob === undefined ? row.path.split("/").length <= depth : row.type !== "directory" && matchGlob(glob, row.path),
  );
  return { rows: wanted.map(({ path: below, type, size }) => ({ path: full(below), type, size })), truncated };
}

function rowOf({ type, mode, size }: TreeEntry, path: string): DirectoryRow {
  if (type === "tree") return { path, type: "directory", size: undefined };
  if (type === "commit") return { path, type: "submodule", size: undefined };
  return { path, type: mode === 0o120000 ? "symlink" : "file", size };
}
