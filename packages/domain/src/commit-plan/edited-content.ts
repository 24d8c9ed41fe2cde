import { applyEdits, shrinkGuard } from "../text-edit/index.ts";
import { contentOf, type CommitOperation } from "./check-operations.ts";
import { textOf } from "../file-text/index.ts";

/** What an operation leaves in a file, or why it cannot. */
export type EditedContent =
  | { readonly bytes: Buffer; readonly text: string | undefined }
  | { readonly problem: { readonly code: "invalid_input" | "unsupported"; readonly message: string } };

/**
 * Works out a file's new content.
 *
 * @param before The file's text now; undefined for a new file, or one that is no text.
 * @param options.old Its bytes, for a file that moves or changes its mode without being a text.
 * @param options.allowShrink Losing more than half of a long file is meant.
 */
export function editedContent(
  operation: CommitOperation,
  before: string | undefined,
  options: { old?: Buffer | undefined; allowShrink: boolean },
): EditedContent {
  const { op, path, edits } = operation;
  const content = contentOf(operation);
  if (content === undefined && edits !== undefined) {
    if (before === undefined) {
      return { problem: { code: "unsupported", message: `${path} is no text: replace it with update and base64.` } };
    }
    const result = applyEdits(before, edits);
    if (!result.ok) return { problem: { code: "invalid_input", message: `${path}: ${result.error.message}` } };
    return { bytes: Buffer.from(result.text), text: result.text };
  }
  const bytes = content ?? (before === undefined ? (options.old ?? Buffer.alloc(0)) : Buffer.from(before));
  const text = textOf(bytes);
  const replaces = (op === "update" || op === "upsert") && !options.allowShrink;
  const shrunk = replaces && before !== undefined && text !== undefined ? shrinkGuard(before, text) : undefined;
  if (!shrunk) return { bytes, text };
  return {
    problem: {
      code: "invalid_input",
      message: `${path} would shrink from ${shrunk.oldLines} to ${shrunk.newLines} lines: use edit, or pass allow_shrink if that is meant.`,
    },
  };
}
