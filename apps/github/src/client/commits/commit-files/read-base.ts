import { ToolError } from "@fairlead/core";
import type { FileOperation } from "../../../shape/file-operation.ts";
import { readEntries, type Entries } from "../../contents/entries.ts";
import type { GithubClient } from "../../github-client.ts";
import { isSameName, repositoryMoved } from "../../request/moved.ts";
import type { RepositoryName } from "../../repos/repositories.ts";

/** What a commit will be built on. */
export interface Base {
  entries: Entries;
  /** Undefined in an empty repository. */
  parent: string | undefined;
  branchExists: boolean;
}

export interface BaseRequest {
  branch: string;
  create_branch_from?: string | undefined;
  expected_head_sha?: string | undefined;
  operations: readonly FileOperation[];
}

/**
 * Reads the head of the branch, or of what a new branch starts from, with every file that the operations touch.
 *
 * @throws ToolError `not_found` without a branch to start from; `conflict` where the head is another than expected, the
 *   new branch is there already, or the repository has moved.
 */
export async function readBase(client: GithubClient, name: RepositoryName, request: BaseRequest): Promise<Base> {
  const { branch, create_branch_from: from, expected_head_sha: expected, operations } = request;
  const paths = touchedPaths(operations);
  const own = await readEntries(client, name, `refs/heads/${branch}`, paths);
  refuseMoved(own, name);
  const branchExists = own.commitSha !== undefined;
  if (branchExists && from !== undefined) {
    throw new ToolError(
      "conflict",
      `The branch ${branch} exists already: leave out create_branch_from, or name another.`,
    );
  }
  if (!branchExists && from === undefined && !own.empty) {
    throw new ToolError("not_found", `There is no branch ${branch}: pass create_branch_from to make it.`);
  }
  const entries = branchExists || from === undefined ? own : await readEntries(client, name, from, paths);
  if (entries.commitSha === undefined && !entries.empty) {
    throw new ToolError("not_found", `There is no branch, tag or commit ${from} to start from.`);
  }
  const { commitSha: parent } = entries;
  if (expected !== undefined && parent?.startsWith(expected) !== true) {
    throw await headMoved(client, name, expected, parent);
  }
  return { entries, parent, branchExists };
}

/** The operations' paths, and the folders above them: a file in such a place would be lost. */
export function touchedPaths(operations: readonly FileOperation[]): string[] {
  const paths = operations.flatMap(({ path, from_path }) => (from_path === undefined ? [path] : [path, from_path]));
  return [...new Set([...paths, ...paths.flatMap(foldersAbove)])];
}

export function foldersAbove(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

function refuseMoved({ fullName }: Entries, { owner, repo }: RepositoryName): void {
  if (!isSameName(fullName, `${owner}/${repo}`)) throw repositoryMoved(fullName);
}

/** The refusal of a commit for a head that the branch does not have any more: the present one, and what changed since. */
export async function headMoved(
  client: GithubClient,
  name: RepositoryName,
  expected: string,
  head: string | undefined,
): Promise<ToolError> {
  const changed = head === undefined ? undefined : await changedBetween(client, name, expected, head);
  const message = `The branch is at ${head ?? "no commit"}: read the files that changed, and repeat with that head.`;
  return new ToolError("conflict", message, { details: { head, changed } });
}

/** Paths that changed between two commits; undefined where they cannot be compared. */
async function changedBetween(client: GithubClient, name: RepositoryName, base: string, head: string) {
  try {
    const { data } = await client.rest.repos.compareCommitsWithBasehead({ ...name, basehead: `${base}...${head}` });
    return data.files?.map(({ filename }) => filename);
  } catch {
    return undefined;
  }
}
