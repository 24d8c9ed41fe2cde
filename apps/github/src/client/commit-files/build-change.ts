import { ToolError } from "@fairlead/core";
import { applyEdits, shrinkGuard, unifiedPreview } from "@fairlead/domain/text-edit";
import type { FileOperation } from "../../shape/file-operation.ts";
import { readBlob } from "../git.ts";
import type { GithubClient } from "../github-client.ts";
import type { RepositoryName } from "../repositories.ts";
import { blobId } from "@fairlead/domain/commit-plan";
import { contentOf } from "./check-operations.ts";
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

  const bytes = await newBytes(operation, old, before, context);
  const after = textOf(bytes);
  if (op === "update" || op === "upsert") refuseShrunk(path, before, after, context.allowShrink);
  const oid = blobId(bytes);
  const same = op !== "move" && old?.oid === oid && old.mode === mode;
  return changeOf(operation, old ? before : null, after, {
    write: same ? undefined : { path, mode, bytes, oid, ordinary: mode === "100644" && (old?.mode ?? mode) === mode },
    removed: op === "move" ? operation.from_path : undefined,
  });
}

async function newBytes(
  operation: FileOperation,
  old: OldFile | undefined,
  before: string | undefined,
  { client, name }: ChangeContext,
): Promise<Buffer> {
  const content = contentOf(operation);
  if (content) return content;
  if (operation.edits) return Buffer.from(edited(operation.path, before, operation.edits));
  if (before !== undefined) return Buffer.from(before);
  // A binary file that moves or changes its mode.
  return old ? readBlob(client, name, old.oid) : Buffer.alloc(0);
}

function edited(path: string, before: string | undefined, edits: NonNullable<FileOperation["edits"]>): string {
  if (before === undefined)
    throw new ToolError("unsupported", `${path} is no text: replace it with update and base64.`);
  const result = applyEdits(before, edits);
  if (result.ok) return result.text;
  throw new ToolError("invalid_input", `${path}: ${result.error.message}`);
}

function refuseShrunk(path: string, before: string | undefined, after: string | undefined, allowed: boolean): void {
  const shrunk = before === undefined || after === undefined || allowed ? undefined : shrinkGuard(before, after);
  if (!shrunk) return;
  throw new ToolError(
    "invalid_input",
    `${path} would shrink from ${shrunk.oldLines} to ${shrunk.newLines} lines: use edit, or pass allow_shrink if that is meant.`,
  );
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

function textOf(bytes: Buffer): string | undefined {
  try {
    return bytes.includes(0) ? undefined : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
