import { ToolError } from "@fairlead/core";
import { blobId, editedContent } from "@fairlead/domain/commit-plan";
import { unifiedPreview } from "@fairlead/domain/text-edit";
import type { FileOperation } from "../../../shape/file-operation.ts";
import { readBlob } from "../../contents/git.ts";
import type { GithubClient } from "../../github-client.ts";
import type { RepositoryName } from "../../repos/repositories.ts";
import { readOldText, type OldFile } from "./old-file.ts";
import type { Change } from "./plan.ts";

export interface ChangeContext {
  client: GithubClient;
  name: RepositoryName;
  allowShrink: boolean;
}

/**
 * Works out what an operation does to the file that is there now.
 *
 * @param old What is at the operation's path, or a move's `from_path`; undefined for a new file.
 * @throws ToolError `invalid_input` for edits that do not fit, or a replacement that looks cut off.
 */
export async function buildChange(
  operation: FileOperation,
  old: OldFile | undefined,
  context: ChangeContext,
): Promise<Change> {
  const { op, path } = operation;
  const mode = operation.mode ?? old?.mode ?? "100644";
  const before = old && (await readOldText(old, operation, context));
  if (op === "delete") return changeOf(operation, before ?? null, null, { removed: path });

  const binary = before === undefined && operation.content === undefined && old !== undefined;
  const edited = editedContent(operation, before, {
    // A binary file that moves or changes its mode.
    old: binary && !operation.edits ? await readBlob(context.client, context.name, old.oid) : undefined,
    allowShrink: context.allowShrink,
  });
  if ("problem" in edited) throw new ToolError(edited.problem.code, edited.problem.message);
  const { bytes, text: after } = edited;
  const oid = blobId(bytes);
  const same = op !== "move" && old?.oid === oid && old.mode === mode;
  return changeOf(operation, old ? before : null, after, {
    write: same ? undefined : { path, mode, bytes, oid, ordinary: mode === "100644" && (old?.mode ?? mode) === mode },
    removed: op === "move" ? operation.from_path : undefined,
  });
}

/** `null` stands for no file, undefined for one that is no text. */
function changeOf(
  { op, path }: FileOperation,
  before: string | null | undefined,
  after: string | null | undefined,
  effect: Pick<Change, "write" | "removed">,
): Change {
  if (before === undefined || after === undefined) return { op, path, ...effect, additions: 0, deletions: 0, diff: "" };
  const { text: diff, additions, deletions } = unifiedPreview(path, before, after);
  return { op, path, ...effect, additions, deletions, diff };
}
