import { ToolError } from "@fairlead/core";
import type { FileOperation } from "../../../shape/file-operation.ts";
import { lfsSize } from "@fairlead/domain/file-text";
import { readBlobText } from "../../contents/blob-text.ts";
import type { Entries, Entry } from "../../contents/entries.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { foldersAbove } from "./read-base.ts";

/** A file that an operation changes. */
export type OldFile = Extract<Entry, { kind: "file" | "symlink" }>;

/** Longer files are replaced or deleted without a look at them, and edited with git. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Operations after which the file has another text. */
const REWRITES = new Set(["update", "upsert", "edit"]);

/**
 * The file that an operation starts from, found to be what the caller thinks it is.
 *
 * @param vanishing Paths that other operations of the commit take away.
 * @returns undefined where the operation makes a new file.
 */
export function oldFileOf(
  operation: FileOperation,
  { at }: Entries,
  { allowSymlink, vanishing }: { allowSymlink: boolean; vanishing: ReadonlySet<string> },
): OldFile | undefined {
  const { op, path, from_path: from, expected_blob_sha: expected } = operation;
  const inTheWay = foldersAbove(path).find((folder) => (at.get(folder)?.kind ?? "directory") !== "directory");
  if (inTheWay !== undefined && !vanishing.has(inTheWay)) throw refused(inTheWay, "is no folder");
  if ((op === "create" || op === "move") && at.has(path)) {
    throw new ToolError("conflict", `${path} exists already: use update or edit, or another path.`);
  }
  const old = op === "create" ? undefined : at.get(from ?? path);
  if (!old) return missing(operation);
  if (old.kind === "directory") throw refused(from ?? path, "is a folder: name the files in it");
  if (old.kind === "submodule") throw new ToolError("unsupported", `${path} is a submodule: change it with git.`);
  if (old.kind === "symlink" && !allowSymlink)
    throw refused(path, "is a symlink: pass allow_symlink to change the link itself");
  if (REWRITES.has(op) && old.text !== undefined && lfsSize(old.text) !== undefined) {
    throw new ToolError("unsupported", `${path} is kept in Git LFS: change it with git.`);
  }
  if (expected !== undefined && !old.oid.startsWith(expected)) {
    throw new ToolError("conflict", `${path} has changed: read it again.`, { details: { path, blob_sha: old.oid } });
  }
  return old;
}

function missing({ op, path, from_path, expected_blob_sha }: FileOperation): undefined {
  if ((op === "create" || op === "upsert") && expected_blob_sha === undefined) return undefined;
  throw new ToolError(
    "not_found",
    `There is no ${from_path ?? path} on the branch: list its folder with get_file_contents.`,
  );
}

/** The text of the old file; undefined for what is none, or too long to matter. */
export async function readOldText(
  old: OldFile,
  { op, path }: FileOperation,
  { client, name }: { client: GithubClient; name: RepositoryName },
): Promise<string | undefined> {
  if (old.binary) return undefined;
  if (old.size <= MOST_BYTES) return readBlobText(client, name, old);
  if (op === "edit") throw new ToolError("too_large", `${path} has ${old.size} bytes: edit it with git.`);
  return undefined;
}

function refused(path: string, what: string): ToolError {
  return new ToolError("invalid_input", `${path} ${what}. Nothing was sent.`);
}
