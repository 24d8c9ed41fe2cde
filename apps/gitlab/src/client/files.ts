import { lfsSize, textOf } from "@fairlead/domain/file-text";
import { ToolError } from "@fairlead/core";
import type { UpstreamCommit } from "../shape/commit.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import { one } from "./one.ts";
import { readRows, readTree, type Tree } from "./tree.ts";
import { unlessStatus } from "./unless-status.ts";

/** A file as GitLab gives it, its content decoded. */
export interface UpstreamFile {
  path: string;
  blobId: string;
  lastCommitId: string;
  size: number;
  executable: boolean;
  bytes: Buffer;
}

interface RawFile {
  file_path: string;
  blob_id: string;
  last_commit_id: string;
  size: number;
  execute_filemode?: boolean | null;
  content: string;
}

/** A file at a ref; undefined where there is none. */
export async function readFile(
  client: GitlabClient,
  project: string,
  path: string,
  ref: string,
): Promise<UpstreamFile | undefined> {
  const row = await unlessStatus(one<RawFile>(client.files.show(project, path, ref)), 404);
  if (!row) return undefined;
  return {
    path: row.file_path,
    blobId: row.blob_id,
    lastCommitId: row.last_commit_id,
    size: row.size,
    executable: row.execute_filemode === true,
    bytes: Buffer.from(row.content, "base64"),
  };
}

/**
 * The commit that a branch, tag or commit stands at.
 *
 * @throws ToolError `not_found`.
 */
export async function readCommitId(client: GitlabClient, project: string, ref = "HEAD"): Promise<string> {
  const commit = await unlessStatus(one<UpstreamCommit>(client.commits.show(project, ref, { stats: false })), 404);
  if (commit) return commit.id;
  // A project that is not there answers alike, and says so here.
  await client.projects.show(project);
  throw new ToolError(
    "not_found",
    ref === "HEAD"
      ? "The project has no commit yet: push_files makes the first."
      : `There is no branch, tag or commit ${ref} in this project: list_branches shows some.`,
  );
}

/** What is at a path: a file, a directory, or something that is neither. */
export type Found = { file: UpstreamFile; note: string | undefined } | { tree: Tree } | { note: string };

/** Above this a file is never a symlink: systems limit the length of a path. */
const LONGEST_LINK = 4_096;

/** Looks at a path of a commit. GitLab does not tell a symlink from a file but by its mode in the tree. */
export async function lookAt(client: GitlabClient, project: string, ref: string, path: string): Promise<Found> {
  const file = path === "" ? undefined : await readFile(client, project, path, ref);
  if (file) return { file, note: await noteOf(client, project, ref, file) };
  const tree = await readTree(client, project, { ref, path });
  if (tree && (path === "" || tree.rows.length > 0)) return { tree };
  const row = path === "" ? undefined : (await readRows(client, project, ref, [path])).rows.get(path);
  return { note: row?.type === "commit" ? "submodule: a commit of another repository" : "not found" };
}

/** Why a file's text is not shown. */
async function noteOf(client: GitlabClient, project: string, ref: string, file: UpstreamFile) {
  const text = textOf(file.bytes);
  if (text === undefined) return `binary, ${file.size} bytes`;
  const lfs = lfsSize(text);
  if (lfs !== undefined) return `Git LFS pointer: its ${lfs} bytes are not in git`;
  return (await isSymlink(client, project, ref, file)) ? `symlink to ${text}` : undefined;
}

/** Only what could be a path is looked up in its folder. */
export async function isSymlink(client: GitlabClient, project: string, ref: string, { path, bytes }: UpstreamFile) {
  if (bytes.length === 0 || bytes.length > LONGEST_LINK || bytes.includes(0x0a)) return false;
  return (await readRows(client, project, ref, [path])).rows.get(path)?.mode === "120000";
}
