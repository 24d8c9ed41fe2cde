import { ToolError } from "@fairlead/core";
import { blobId, editedContent } from "@fairlead/domain/commit-plan";
import { lfsPointer, textOf } from "@fairlead/domain/file-text";
import { unifiedPreview } from "@fairlead/domain/text-edit";
import type { FileOperation } from "../../shape/file-operation.ts";
import type { UpstreamFile } from "../files.ts";
import type { Change, CommitAction } from "./plan.ts";

/**
 * Works out what an operation does to the file that is there now.
 *
 * @param old What is at the operation's path, or a move's `from_path`; undefined for a new file.
 * @throws ToolError `invalid_input` for edits that do not fit, or a replacement that looks cut off.
 */
export function buildChange(operation: FileOperation, old: UpstreamFile | undefined, allowShrink: boolean): Change {
  const { op, path } = operation;
  const before = old && textOf(old.bytes);
  if (op === "delete") {
    const action: CommitAction = { action: "delete", filePath: path, ...lastOf(old) };
    return changeOf(operation, old ? before : null, null, { removed: path, action });
  }
  const edited = editedContent(operation, before, { old: old?.bytes, allowShrink });
  if ("problem" in edited) throw new ToolError(edited.problem.code, edited.problem.message);
  const { bytes, text } = edited;
  const write = { blobId: blobId(bytes) };
  const executable = operation.executable ?? old?.executable ?? false;
  const modeChanges = old !== undefined && executable !== old.executable;
  const same = op !== "move" && old?.blobId === write.blobId;
  if (same && !modeChanges) return changeOf(operation, before, text, {});
  if (same) {
    const action: CommitAction = { action: "chmod", filePath: path, executeFilemode: executable, ...lastOf(old) };
    return changeOf(operation, before, text, { write, action });
  }
  const action: CommitAction = {
    action: op === "move" ? "move" : old === undefined ? "create" : "update",
    filePath: path,
    ...(op === "move" && { previousPath: operation.from_path ?? "" }),
    ...contentFields(bytes, text),
    ...lastOf(old),
    ...((modeChanges || (old === undefined && executable)) && { executeFilemode: executable }),
  };
  const pointerId = action.action === "create" ? blobId(Buffer.from(lfsPointer(bytes))) : undefined;
  return changeOf(operation, old ? before : null, text, {
    write: { ...write, pointerId },
    removed: op === "move" ? operation.from_path : undefined,
    action,
  });
}

/** GitLab then refuses a file that has changed meanwhile. */
function lastOf(old: UpstreamFile | undefined): { lastCommitId?: string } {
  return old === undefined ? {} : { lastCommitId: old.lastCommitId };
}

function contentFields(bytes: Buffer, text: string | undefined): Pick<CommitAction, "content" | "encoding"> {
  if (text !== undefined) return { content: text, encoding: "text" };
  return { content: bytes.toString("base64"), encoding: "base64" };
}

/** `null` stands for no file, undefined for one that is no text. */
function changeOf(
  { op, path }: FileOperation,
  before: string | null | undefined,
  after: string | null | undefined,
  effect: Pick<Change, "write" | "removed" | "action">,
): Change {
  if (before === undefined || after === undefined) return { op, path, ...effect, additions: 0, deletions: 0, diff: "" };
  const { text: diff, additions, deletions } = unifiedPreview(path, before, after);
  return { op, path, ...effect, additions, deletions, diff };
}
