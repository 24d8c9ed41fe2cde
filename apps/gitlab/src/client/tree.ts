import type { DirectoryRow } from "@fairlead/domain/file-text";
import type { GitlabClient } from "./gitlab-client.ts";
import { list } from "./one.ts";
import { paging } from "./place.ts";
import { unlessStatus } from "./unless-status.ts";

export interface TreeRow {
  id: string;
  path: string;
  type: string;
  mode: string;
}

/** Pages of a tree that are read, 100 rows each. */
const MOST_PAGES = 10;

export interface Tree {
  rows: TreeRow[];
  /** There is more than is read. */
  truncated: boolean;
}

/**
 * What is below a path of a commit, in keyset pages.
 *
 * @returns undefined where there is no such directory.
 */
export async function readTree(
  client: GitlabClient,
  project: string,
  { ref, path, recursive = false }: { ref: string; path: string; recursive?: boolean },
): Promise<Tree | undefined> {
  const rows: TreeRow[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const options = { ref, path, recursive, pagination: "keyset", ...paging({ limit: 100, cursor }) };
    const asked = list<TreeRow>(client.repositories.allRepositoryTrees(project, options as never));
    const page = await unlessStatus(asked, 404);
    if (!page) return undefined;
    rows.push(...page.rows);
    if (page.next === undefined) return { rows, truncated: false };
    cursor = page.next;
  }
  return { rows, truncated: true };
}

const SYMLINK = "120000";

export function toDirectoryRow({ path, type, mode }: TreeRow): DirectoryRow {
  if (type === "tree") return { path, type: "directory", size: undefined };
  if (type === "commit") return { path, type: "submodule", size: undefined };
  return { path, type: mode === SYMLINK ? "symlink" : "file", size: undefined };
}

/** Ids and modes of what is at some paths of a commit; paths that lead nowhere are absent, and what a long folder hides. */
export async function readRows(
  client: GitlabClient,
  project: string,
  ref: string,
  paths: readonly string[],
): Promise<{ rows: ReadonlyMap<string, TreeRow>; truncated: boolean }> {
  const wanted = new Set(paths);
  const folders = [...new Set(paths.map(folderOf))];
  const trees = await Promise.all(folders.map((path) => readTree(client, project, { ref, path })));
  const rows = trees.flatMap((tree) => tree?.rows ?? []).filter(({ path }) => wanted.has(path));
  const truncated = trees.some((tree) => tree?.truncated === true);
  return { rows: new Map(rows.map((row) => [row.path, row])), truncated };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
