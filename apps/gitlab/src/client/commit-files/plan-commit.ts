import { ToolError } from "@fairlead/core";
import { lfsSize, textOf } from "@fairlead/domain/file-text";
import type { FileOperation } from "../../shape/file-operation.ts";
import { isSymlink, readFile, type UpstreamFile } from "../files.ts";
import type { GitlabClient } from "../gitlab-client.ts";
import { buildChange } from "./build-change.ts";
import type { CommitPlan } from "./plan.ts";
import type { Base } from "./read-base.ts";

export interface CommitRequest {
  branch: string;
  message: string;
  operations: readonly FileOperation[];
  allow_shrink?: boolean | undefined;
}

/** Files that are read at once. */
const AT_ONCE = 4;

/** Works out every change of a commit against what is there; nothing is sent yet but reads. */
export async function planCommit(
  client: GitlabClient,
  project: string,
  { branch, message, operations, allow_shrink: allowShrink = false }: CommitRequest,
  base: Base,
): Promise<CommitPlan> {
  const olds: (UpstreamFile | undefined)[] = [];
  for (let from = 0; from < operations.length; from += AT_ONCE) {
    const some = operations.slice(from, from + AT_ONCE);
    olds.push(...(await Promise.all(some.map((operation) => oldFileOf(client, project, operation, base.parent)))));
  }
  const changes = operations.map((operation, index) => buildChange(operation, olds[index], allowShrink));
  return { branch, message, ...base, changes };
}

/** Operations after which the file has another text. */
const REWRITES = new Set(["update", "upsert", "edit"]);

/** The file that an operation starts from, found to be what the caller thinks it is. */
async function oldFileOf(
  client: GitlabClient,
  project: string,
  operation: FileOperation,
  parent: string | undefined,
): Promise<UpstreamFile | undefined> {
  const { op, path, from_path: from, last_commit_id: expected } = operation;
  const read = (at: string) => (parent === undefined ? undefined : readFile(client, project, at, parent));
  if ((op === "create" || op === "move") && (await read(path))) {
    throw new ToolError("conflict", `${path} exists already: use update or edit, or another path.`);
  }
  const old = op === "create" ? undefined : await read(from ?? path);
  if (!old) return missing(operation);
  if (expected !== undefined && !old.lastCommitId.startsWith(expected)) {
    throw new ToolError("conflict", `${path} has changed: read it again.`, {
      details: { path, last_commit_id: old.lastCommitId },
    });
  }
  if (REWRITES.has(op)) await refuseSpecial(client, project, old, parent ?? "");
  return old;
}

function missing({ op, path, from_path, last_commit_id }: FileOperation): undefined {
  if ((op === "create" || op === "upsert") && last_commit_id === undefined) return undefined;
  throw new ToolError(
    "not_found",
    `There is no ${from_path ?? path} on the branch: list its folder with get_file_contents.`,
  );
}

/** A pointer's or link's text is not the text that somebody means to edit. */
async function refuseSpecial(client: GitlabClient, project: string, old: UpstreamFile, ref: string): Promise<void> {
  const text = textOf(old.bytes);
  if (text !== undefined && lfsSize(text) !== undefined) {
    throw new ToolError("unsupported", `${old.path} is kept in Git LFS: change it with git.`);
  }
  if (await isSymlink(client, project, ref, old)) {
    throw new ToolError("unsupported", `${old.path} is a symlink: change what it points to, or the link with git.`);
  }
}
