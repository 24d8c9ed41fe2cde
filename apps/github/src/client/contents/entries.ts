import { ToolError } from "@fairlead/core";
import { commitOf, readObjects, readTrees, type GitObject, type TreeEntry } from "./objects.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** What is at a path of a commit. */
export type Entry =
  | { kind: "file" | "symlink"; oid: string; mode: FileMode; size: number; binary: boolean; text: string | undefined }
  | { kind: "directory"; oid: string; entries: readonly TreeEntry[] }
  | { kind: "submodule"; oid: string };

/** As git writes them. */
export type FileMode = "100644" | "100755" | "120000";

const SUBMODULE = 0o160000;

/** Entries of one commit, by path; paths that lead nowhere are absent. */
export interface Entries {
  /** The repository's present name. */
  fullName: string;
  /** True for a repository without any commit. */
  empty: boolean;
  /** Undefined where the ref is not there. */
  commitSha: string | undefined;
  at: ReadonlyMap<string, Entry>;
}

/**
 * Reads what is at some paths of a ref, mostly in one request: the objects, and the directories that hold them for their modes.
 * `text` is undefined for what is binary or longer than GraphQL gives (about 512 kB).
 *
 * @param paths Without leading or trailing slash; "" is the root.
 * @throws GitHub's error without the repository.
 */
export async function readEntries(
  client: GithubClient,
  name: RepositoryName,
  ref: string,
  paths: readonly string[],
): Promise<Entries> {
  const places = [...new Set([...paths, ...paths.filter((path) => path !== "").map(folderOf)])];
  const read = await readObjects(client, name, [ref, ...places.map((place) => `${ref}:${place}`)]);
  const objectAt = new Map(places.map((place, index) => [place, read.objects[index + 1]]));
  const entries = paths.flatMap((path): [string, Entry][] => {
    const row = rowsOf(objectAt.get(folderOf(path))).find(({ name: own }) => own === nameOf(path));
    const entry = entryOf(objectAt.get(path), row);
    return entry ? [[path, entry]] : [];
  });
  const { fullName, empty } = read;
  return { fullName, empty, commitSha: commitOf(read.objects[0]), at: new Map(entries) };
}

/**
 * The commit of a ref that has to be there.
 *
 * @throws ToolError `not_found`, or `conflict` for an empty repository.
 */
export function requireCommit(ref: string, { commitSha, empty }: Entries): string {
  if (commitSha !== undefined) return commitSha;
  if (empty) throw new ToolError("conflict", "The repository is empty: make its first commit with push_files.");
  throw new ToolError("not_found", `There is no branch, tag or commit ${ref} in this repository.`);
}

/** Ids and modes alone of what is at some paths of a commit, in one request; paths that lead nowhere are absent. */
export async function readRows(
  client: GithubClient,
  name: RepositoryName,
  sha: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const folders = [...new Set(paths.map(folderOf))];
  const trees = await readTrees(
    client,
    name,
    folders.map((folder) => `${sha}:${folder}`),
  );
  const rows = folders.flatMap((folder, index) =>
    (trees[index] ?? []).map((row): [string, TreeEntry] => [folder === "" ? row.name : `${folder}/${row.name}`, row]),
  );
  return new Map(rows);
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function rowsOf(object: GitObject | undefined): readonly TreeEntry[] {
  return object?.kind === "Tree" ? object.entries : [];
}

function entryOf(object: GitObject | undefined, row: TreeEntry | undefined): Entry | undefined {
  // A submodule's commit is in another repository: only its row is here.
  if (row?.mode === SUBMODULE) return { kind: "submodule", oid: row.oid };
  if (object?.kind === "Tree") return { kind: "directory", oid: object.oid, entries: object.entries };
  if (object?.kind !== "Blob") return undefined;
  const mode = modeOf(row?.mode);
  const binary = object.isBinary === true;
  const text = binary || object.isTruncated ? undefined : (object.text ?? undefined);
  return { kind: mode === "120000" ? "symlink" : "file", oid: object.oid, mode, size: object.byteSize, binary, text };
}

function modeOf(mode: number | undefined): FileMode {
  if (mode === 0o120000) return "120000";
  return mode === 0o100755 ? "100755" : "100644";
}
