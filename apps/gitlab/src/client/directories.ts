import { matchGlob } from "@fairlead/domain/diff";
import type { DirectoryRow } from "@fairlead/domain/file-text";
import type { Found } from "./files.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { readTree, toDirectoryRow } from "./tree.ts";

/**
 * Rows of a directory.
 *
 * @param filter `depth` levels of it, or with `glob` every file below it that matches, by its path below the directory.
 */
export async function listBelow(
  client: GitlabClient,
  project: string,
  { ref, path, found }: { ref: string; path: string; found: Found | undefined },
  { depth, glob }: { depth: number; glob: string | undefined },
): Promise<{ rows: DirectoryRow[]; truncated: boolean }> {
  const flat = depth === 1 && glob === undefined && found !== undefined && "tree" in found;
  const tree = flat ? found.tree : await readTree(client, project, { ref, path, recursive: true });
  const below = (full: string) => (path === "" ? full : full.slice(path.length + 1));
  const rows = (tree?.rows ?? []).map(toDirectoryRow).filter((row) => {
    if (glob !== undefined) return row.type !== "directory" && matchGlob(glob, below(row.path));
    return below(row.path).split("/").length <= depth;
  });
  return { rows, truncated: tree?.truncated ?? false };
}
